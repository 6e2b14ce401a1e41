package dev.connectorkit.checker.rules;

import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.List;
import java.util.Locale;

/**
 * The media types that an operation takes: its own, or those of the document.
 *
 * @param at the list, a missing value if the document has no list
 * @param types its entries without parameters, in lower case
 */
record Consumed(Value at, List<String> types) {

    static Consumed by(Operation operation) {
        return of(operation, "consumes");
    }

    static Consumed producedBy(Operation operation) {
        return of(operation, "produces");
    }

    private static Consumed of(Operation operation, String key) {
        Value own = operation.value().get(key);
        Value at = own.exists() ? own : operation.value().document().root().get(key);
        return new Consumed(
                at,
                at.texts().stream()
                        .map(type -> type.replaceAll(";.*", "").strip().toLowerCase(Locale.ROOT))
                        .toList());
    }

    boolean hasOnly(String type) {
        return !types.isEmpty() && types.stream().allMatch(type::equals);
    }

    boolean hasJson() {
        return types.stream().anyMatch(type -> type.contains("json") || type.equals("*/*"));
    }
}
