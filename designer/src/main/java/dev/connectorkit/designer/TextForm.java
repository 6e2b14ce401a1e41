package dev.connectorkit.designer;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A view for people: one card for each operation. */
final class TextForm {

    /** Longer lists say how much more there is. */
    private static final int SHOWN = 40;

    private final StringBuilder text = new StringBuilder();

    private TextForm() {}

    static String of(DesignerView view) {
        TextForm form = new TextForm();
        form.line(0, view.title());
        Predicate<DesignerOperation> trigger = operation -> operation.kind().isTrigger();
        form.group("Triggers", view, trigger.and(operation -> !operation.internal()));
        form.group("Actions", view, trigger.or(DesignerOperation::internal).negate());
        form.group("Hidden", view, DesignerOperation::internal);
        return form.text.toString();
    }

    private void group(String heading, DesignerView view, Predicate<DesignerOperation> chosen) {
        List<DesignerOperation> operations =
                view.operations().stream().filter(chosen).toList();
        if (!operations.isEmpty()) {
            text.append('\n');
            line(0, heading);
            operations.forEach(operation -> card(view, operation));
        }
    }

    private void card(DesignerView view, DesignerOperation operation) {
        text.append('\n');
        String title = operation.summary().isEmpty() ? operation.operationId() : operation.summary();
        line(1, title + badge(operation));
        line(2, operation.operationId() + "  " + operation.method().toUpperCase(Locale.ROOT) + " " + operation.path());
        line(2, operation.description());
        List<DesignerInput> page = view.parameters(operation);
        inputs("inputs", page, input -> !input.internal() && !input.folded());
        inputs("Advanced parameters", page, DesignerInput::folded);
        inputs("loaded inputs", operation.inputs(), DesignerInput::loaded);
        inputs("hidden inputs", page, input -> input.internal() && !HybridParameters.isFilledIn(input));
        SplitOn splitOn = operation.splitOn();
        field("tokens", shortened(operation.outputs().stream().map(TextForm::token)));
        field("splitOn", splitOn == null ? "" : splitOn.expression());
        field("recurrence", operation.recurrence() ? "every 3 minutes" : "");
    }

    private static String badge(DesignerOperation operation) {
        String badge = operation.kind() == OperationKind.ACTION
                ? ""
                : "  [" + operation.kind().badge();
        String trigger = operation.trigger();
        return badge.isEmpty() ? "" : badge + (trigger == null ? "" : " " + trigger.toLowerCase(Locale.ROOT)) + "]";
    }

    private void inputs(String heading, List<DesignerInput> all, Predicate<DesignerInput> chosen) {
        List<DesignerInput> inputs = all.stream().filter(chosen).toList();
        if (!inputs.isEmpty()) {
            line(2, heading);
            inputs.stream().limit(SHOWN).forEach(input -> line(3, describe(input)));
            line(3, inputs.size() > SHOWN ? "... and " + (inputs.size() - SHOWN) + " more" : "");
        }
    }

    private static String describe(DesignerInput input) {
        String callback = input.callback();
        DynamicSource source = input.dynamicSource();
        return input.label()
                + (input.required() ? " *" : "")
                + "  (" + input.type() + ")"
                + (callback != null ? "  = " + callback : "")
                + (callback == null && input.defaultValue() != null ? "  = " + input.defaultValue() : "")
                + (input.choices().isEmpty() ? "" : "  one of: " + shortened(choices(input)))
                + (source == null ? "" : "  " + describe(source));
    }

    private static Stream<String> choices(DesignerInput input) {
        return input.choices().stream().map(choice -> choice.displayName().isEmpty() ? "(none)" : choice.displayName());
    }

    private static String describe(DynamicSource source) {
        String what = source.kind() == DynamicSource.Kind.SCHEMA ? "fields" : "choices";
        String inputs = source.dependsOn().isEmpty() ? "" : " by " + shortened(source.dependsOn().stream());
        return what + " from " + (source.operationId().isEmpty() ? "the service" : source.operationId()) + inputs;
    }

    private static String token(DesignerOutput output) {
        DynamicSource source = output.dynamicSource();
        return source == null ? output.label() : output.label() + " (" + describe(source) + ")";
    }

    private static String shortened(Stream<String> items) {
        List<String> all = items.toList();
        String some = all.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return all.size() > SHOWN ? some + ", ... and " + (all.size() - SHOWN) + " more" : some;
    }

    private void field(String name, String value) {
        line(2, value.isEmpty() ? "" : String.format(Locale.ROOT, "%-11s %s", name, value));
    }

    /** A line of its own, whatever control characters the document has; none if there is nothing to say. */
    private void line(int depth, String content) {
        if (!content.isEmpty()) {
            text.append("  ".repeat(depth))
                    .append(content.replaceAll("\\p{Cc}+", " "))
                    .append('\n');
        }
    }
}
