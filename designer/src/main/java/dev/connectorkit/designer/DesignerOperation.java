package dev.connectorkit.designer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation, as a designer shows it. Immutable.
 *
 * @param operationId the id, or {@code undefined} where the document has none, as the designer has it
 * @param method the key below the path item, as written
 * @param path the path template, as written
 * @param summary the card's title; empty if absent
 * @param description the text below it; empty if absent
 * @param kind action or trigger, and of which sort
 * @param trigger the value of {@code x-ms-trigger} as written; null for an action
 * @param visibility {@code important}, {@code advanced}, {@code internal} as written, or empty
 * @param inputs all inputs, hidden ones too, in the order of the card
 * @param outputs the fields of the answer, arrays of one level expanded
 * @param tokens the tokens as the page lists them, with objects and with arrays of all levels
 * @param splitOn the list that is split; null if the designer derives none
 * @param notificationOperation the id of the operation that a hybrid trigger subscribes with; null for all others
 */
public record DesignerOperation(
        String operationId,
        String method,
        String path,
        String summary,
        String description,
        OperationKind kind,
        @Nullable String trigger,
        String visibility,
        List<DesignerInput> inputs,
        List<DesignerOutput> outputs,
        List<DesignerToken> tokens,
        @Nullable SplitOn splitOn,
        @Nullable String notificationOperation) {

    public DesignerOperation {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        tokens = List.copyOf(tokens);
    }

    /** Returns this operation with other inputs. */
    public DesignerOperation withInputs(List<DesignerInput> others) {
        return new DesignerOperation(
                operationId,
                method,
                path,
                summary,
                description,
                kind,
                trigger,
                visibility,
                others,
                outputs,
                tokens,
                splitOn,
                notificationOperation);
    }

    /** Reports whether the designer hides it. */
    public boolean internal() {
        return "internal".equalsIgnoreCase(visibility);
    }

    /** Reports whether the connector calls back: each operation of a path item with {@code x-ms-notification-content}. */
    public boolean webhook() {
        return kind == OperationKind.WEBHOOK_TRIGGER || kind == OperationKind.WEBHOOK_ACTION;
    }

    /** Reports whether the designer asks how often to poll. */
    public boolean recurrence() {
        return kind == OperationKind.POLLING_TRIGGER;
    }

    /** Returns the inputs on the card. */
    public List<DesignerInput> visibleInputs() {
        return inputs.stream().filter(input -> !input.internal()).toList();
    }

    /** Returns the inputs that the designer hides. */
    public List<DesignerInput> hiddenInputs() {
        return inputs.stream().filter(DesignerInput::internal).toList();
    }
}
