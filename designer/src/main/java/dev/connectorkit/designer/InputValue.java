package dev.connectorkit.designer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;

/** Determines the value that a designer saves for an input: its default, an expression, or what a person types. */
final class InputValue {

    private static final ObjectMapper JSON = new ObjectMapper();

    private InputValue() {}

    /** Reports whether the input is saved: an optional one only with a value, and none whose fields are still to be loaded. */
    static boolean isSaved(DesignerInput input) {
        boolean hiddenBody = input.internal() && input.key().equals("body.$");
        return !input.loaded()
                && !hiddenBody
                && (input.required()
                        || input.callback() != null
                        || input.defaultValue() != null
                        || (isEncoded(input) && !input.internal()));
    }

    /** Returns the value outside of the path. */
    static JsonNode of(DesignerInput input) {
        JsonNode value = input.defaultValue();
        if (value != null) {
            return converted(value, input.type());
        }
        String callback = input.callback();
        if (callback != null) {
            String expression = callback.substring(1);
            return TextNode.valueOf(isEncoded(input) ? "@{" + encoded(input, expression) + "}" : callback);
        }
        if (input.internal() || !input.required()) {
            return TextNode.valueOf("");
        }
        String typed = "<" + input.label() + ">";
        if (input.format().equals("byte")) {
            return TextNode.valueOf("@base64('" + quoted(typed) + "')");
        }
        return TextNode.valueOf(isEncoded(input) ? "@{" + encoded(input, "'" + quoted(typed) + "'") + "}" : typed);
    }

    /** Returns the text in a path: a default as it is, the rest in an expression that encodes it. */
    static String inPath(DesignerInput input) {
        JsonNode value = input.defaultValue();
        if (value != null) {
            boolean unset = value.isBoolean() ? !value.booleanValue() : value.isNumber() && value.doubleValue() == 0;
            return unset ? "" : value.asText(); // the designer takes 0 and false for no value
        }
        String typed = input.internal() ? "" : "<" + input.label() + ">";
        return "@{" + encoded(input, "'" + quoted(typed) + "'") + "}";
    }

    private static boolean isEncoded(DesignerInput input) {
        return input.encodings() > 0 && !input.in().equals("path");
    }

    private static String encoded(DesignerInput input, String expression) {
        return "encodeURIComponent(".repeat(input.encodings()) + expression + ")".repeat(input.encodings());
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }

    /** Returns a default in the type of the input: {@code "5"} for a number becomes 5, and 5 for a text becomes {@code "5"}. */
    private static JsonNode converted(JsonNode value, String type) {
        if (type.equals("string") && !value.isContainerNode()) {
            return TextNode.valueOf(value.asText());
        }
        boolean scalar = type.equals("integer") || type.equals("number") || type.equals("boolean");
        if (!scalar || !value.isTextual()) {
            return value.deepCopy();
        }
        try {
            JsonNode read = JSON.readTree(value.textValue());
            boolean fits = type.equals("boolean") ? read.isBoolean() : read.isNumber();
            return fits ? read : value.deepCopy();
        } catch (JsonProcessingException e) {
            return value.deepCopy();
        }
    }
}
