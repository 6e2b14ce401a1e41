package dev.connectorkit.designer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The view of a connector in a workflow designer: its triggers and actions with inputs and tokens, and the node that is saved when
 * one of them is used.
 *
 * <pre>{@code
 * DesignerView view = DesignerView.of(new ObjectMapper().readTree(file));
 * System.out.println(view.toText());
 * }</pre>
 *
 * <p>Whatever the document, there is a view; what cannot be understood in it is left out. Where Microsoft's designer would fail to
 * load a document, the view shows what is there. The size of a view is bounded: of an operation with more than some 16,000
 * properties, or more than 100 levels of them, the rest is left out.
 *
 * <p>Immutable and thread-safe.
 */
public final class DesignerView {

    /** The expression that the designer fills in for a webhook's callback URL. */
    public static final String CALLBACK = "@listCallbackUrl()";

    private final String title;
    private final Map<String, DesignerOperation> operations = new LinkedHashMap<>();

    private DesignerView(ResolvedNode document) {
        this.title = document.get("info").text("title");
        OperationReader.read(document).forEach(operation -> operations.put(operation.operationId(), operation));
    }

    /**
     * Returns the view of a Swagger 2.0 document.
     *
     * @param document the document; not changed, and not referred to afterwards
     */
    public static DesignerView of(JsonNode document) {
        return new DesignerView(ResolvedNode.of(document));
    }

    /** Returns the connector's title; empty if it has none. */
    public String title() {
        return title;
    }

    /** Returns all operations, hidden ones too, in the order in which the designer lists them. */
    public List<DesignerOperation> operations() {
        return List.copyOf(operations.values());
    }

    /** Returns the operation of this id. */
    public Optional<DesignerOperation> operation(String operationId) {
        return Optional.ofNullable(operations.get(operationId));
    }

    /**
     * Returns the node of a workflow definition that the designer saves once the required inputs are filled in. What a person would have
     * to type is shown as {@code <Label>}.
     *
     * @param operation one of {@link #operations()}
     * @return a new node; the caller's to change
     */
    public ObjectNode workflowNode(DesignerOperation operation) {
        return WorkflowNode.of(this, operation);
    }

    /**
     * Returns the inputs as the page has them, in its order; those are absent whose fields another operation gives.
     *
     * @param operation one of {@link #operations()}
     */
    public List<DesignerInput> parameters(DesignerOperation operation) {
        List<DesignerInput> inputs = this.operation(String.valueOf(operation.notificationOperation()))
                .filter(subscribe -> operation.kind() == OperationKind.HYBRID_TRIGGER)
                .map(subscribe -> HybridParameters.of(operation, subscribe))
                .orElse(operation.inputs());
        return PageOrder.sorted(inputs.stream().filter(input -> !input.loaded()).toList());
    }

    /** Returns the view as an array of operations, for machines; a new node, the caller's to change. */
    public ArrayNode toJson() {
        return JsonForm.of(this);
    }

    /** Returns the view as cards, for people; lines end in {@code \n}. */
    public String toText() {
        return TextForm.of(this);
    }
}
