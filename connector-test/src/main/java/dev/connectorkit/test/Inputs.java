package dev.connectorkit.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.connectorkit.designer.DesignerInput;
import dev.connectorkit.designer.DesignerOperation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills in the card of an operation: what a person would type becomes the value that each input starts with. */
final class Inputs {

    private static final String CONTENT = ".$content";

    private final DesignerOperation operation;
    private final Map<String, Object> left;

    private Inputs(DesignerOperation operation, Map<String, ?> given) {
        this.operation = operation;
        this.left = new LinkedHashMap<>(given);
    }

    /**
     * Returns the operation with the values filled in.
     *
     * @param given by the name of the parameter or property, or its path in the body, as in {@code order.id}; the content of a file is
     *     a {@code byte[]}, and its name has the path {@code file.$filename}
     * @throws IllegalArgumentException if there is no such input, a name stands for several, or a required one has no value
     */
    static DesignerOperation fill(DesignerOperation operation, Map<String, ?> given) {
        Inputs inputs = new Inputs(operation, given);
        List<DesignerInput> filled = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (DesignerInput input : operation.inputs()) {
            List<String> names = inputs.namesOf(input);
            if (!names.isEmpty()) {
                filled.add(withValue(input, value(input, inputs.left.remove(names.get(0)))));
            } else {
                filled.add(input);
                if (input.required() && !input.internal() && input.defaultValue() == null && input.callback() == null) {
                    missing.add(input.name());
                }
            }
        }
        inputs.refuseUnknown();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "A designer does not save " + operation.operationId() + " without a value for " + missing);
        }
        return operation.withInputs(filled);
    }

    /** Returns the given names that stand for an input. */
    private List<String> namesOf(DesignerInput input) {
        return left.keySet().stream()
                .filter(name -> name.equals(input.path())
                        || input.path().equals(name + CONTENT)
                        || (name.equals(input.name()) && !hasContent(name) && isUnique(name)))
                .toList();
    }

    /** Reports whether the name stands for a file, which has two inputs: its content, and its name. */
    private boolean hasContent(String name) {
        return operation.inputs().stream().anyMatch(input -> input.path().equals(name + CONTENT));
    }

    private static JsonNode value(DesignerInput input, @Nullable Object given) {
        boolean file = input.type().equals("file") || input.format().equals("binary");
        return file && given instanceof byte[] bytes ? Binary.of("application/octet-stream", bytes) : Json.of(given);
    }

    private boolean isUnique(String name) {
        List<String> paths = operation.inputs().stream()
                .filter(input -> input.name().equals(name))
                .map(DesignerInput::path)
                .toList();
        if (paths.size() > 1 && !paths.contains(name)) {
            throw new IllegalArgumentException("The name '" + name + "' stands for several inputs of "
                    + operation.operationId() + "; say which of " + paths);
        }
        return paths.size() == 1;
    }

    private void refuseUnknown() {
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("The card of " + operation.operationId() + " has no input "
                    + left.keySet() + "; it has "
                    + operation.inputs().stream().map(DesignerInput::path).collect(Collectors.joining(", ", "[", "]")));
        }
    }

    private static DesignerInput withValue(DesignerInput input, JsonNode value) {
        JsonNode saved = Expressions.literal(value);
        if (input.encodings() > 0) {
            String text = value.isContainerNode() ? value.toString() : value.asText();
            for (int i = 0; i < input.encodings(); i++) {
                text = Expressions.encoded(text);
            }
            saved = TextNode.valueOf(text);
        }
        return input.withValue(saved);
    }
}
