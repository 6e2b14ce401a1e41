package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the request of a call of a tool. One instance for one call; not thread-safe. */
final class RequestWriter {

    /** Arguments that no request can be made of; agents read the message and try again. */
    static final class InvalidArguments extends RuntimeException {

        private static final long serialVersionUID = 1;

        InvalidArguments(String message) {
            super(message, null, false, false);
        }
    }

    private final ToolOperation operation;
    private final List<String> query = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final ObjectNode properties = JsonNodeFactory.instance.objectNode();
    private final FormWriter form;
    private String path;
    private @Nullable JsonNode body;

    RequestWriter(ToolOperation operation) {
        this.operation = operation;
        this.path = operation.path().replaceFirst("^/+", "");
        this.form = new FormWriter(operation.consumes());
    }

    /** @throws InvalidArguments if there are unknown arguments, or one is missing or of a type that its place does not take */
    ToolRequest write(ObjectNode arguments) {
        for (String name : (Iterable<String>) arguments::fieldNames) {
            if (operation.inputs().stream()
                    .noneMatch(input -> input.isVisible() && input.property().equals(name))) {
                throw new InvalidArguments("There is no argument " + name + "; this tool takes "
                        + operation.inputs().stream()
                                .filter(ToolInput::isVisible)
                                .map(ToolInput::property)
                                .toList());
            }
        }
        for (ToolInput input : operation.inputs()) {
            JsonNode value = input.preset() == null ? plain(arguments.get(input.property()), input) : input.preset();
            boolean body = input.place() == ToolInput.Place.BODY || input.place() == ToolInput.Place.BODY_PROPERTY;
            // Bodies keep their types, so that the connector checks them.
            if (value != null && !value.isNull() && input.isVisible() && !body) {
                check(input.property(), input.schema(), value);
            }
            if (value != null && (!value.isNull() || input.place() == ToolInput.Place.BODY_PROPERTY)) {
                put(input, value);
            } else if (input.place() == ToolInput.Place.PATH) {
                throw new InvalidArguments("The argument " + input.property() + " is missing.");
            }
        }
        byte[] content = content();
        String target = query.isEmpty() ? path : path + "?" + String.join("&", query);
        return new ToolRequest(operation.method(), target, headers, content);
    }

    /** Some clients send dates as an object with a kind and a value. */
    private static @Nullable JsonNode plain(@Nullable JsonNode value, ToolInput input) {
        if (value != null
                && value.isObject()
                && value.has("$kind")
                && value.has("value")
                && !input.type().equals("object")) {
            return value.get("value");
        }
        return value;
    }

    private void put(ToolInput input, JsonNode value) {
        switch (input.place()) {
            case PATH -> {
                String text = text(input, value);
                if (text.isEmpty() || text.equals(".") || text.equals("..")) { // another path, once it is normalized
                    throw new InvalidArguments("The argument " + input.property() + " must not be empty, . or ..");
                }
                for (int i = 0; i < input.encodings(); i++) {
                    text = encoded(text);
                }
                path = path.replace("{" + input.name() + "}", text);
            }
            case QUERY -> {
                if (value.isArray() && input.collectionFormat().equals("multi")) {
                    value.forEach(each -> query.add(encoded(input.name()) + "=" + encoded(text(input, each))));
                } else {
                    query.add(encoded(input.name()) + "=" + encoded(text(input, value)));
                }
            }
            case HEADER -> {
                String text = text(input, value);
                if (!text.matches("[\\x20-\\x7E]*")) {
                    throw new InvalidArguments("The argument " + input.property() + " must be visible ASCII.");
                }
                headers.put(input.name(), text);
            }
            case BODY -> body = value;
            case BODY_PROPERTY -> properties.set(input.name(), value);
            case FORM -> form.field(input.name(), text(input, value));
            case FILE -> form.file(input.name(), bytes(input.property(), value));
        }
    }

    private static void check(String argument, JsonNode schema, JsonNode value) {
        String expected = schema.path("type").asText();
        boolean matches = switch (expected) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> true;
        };
        if (!matches) {
            throw new InvalidArguments("The argument " + argument + " must be of the type " + expected
                    + ", but is of the type " + value.getNodeType().name().toLowerCase(Locale.ROOT) + ".");
        }
        if (expected.equals("array")) {
            for (int i = 0; i < value.size(); i++) {
                check(argument + "[" + i + "]", schema.path("items"), value.get(i));
            }
        }
    }

    private byte[] content() {
        if (form.isUsed()) {
            headers.put("Content-Type", form.contentType());
            return form.content();
        }
        if (body == null && (!properties.isEmpty() || operation.bodyRequired())) {
            body = properties;
        }
        if (body == null) {
            return new byte[0];
        }
        headers.put("Content-Type", operation.consumes());
        if (operation.consumes().contains("json")) {
            return body.toString().getBytes(StandardCharsets.UTF_8);
        }
        return operation.consumes().startsWith("text/")
                ? body.asText().getBytes(StandardCharsets.UTF_8)
                : bytes("body", body);
    }

    private static byte[] bytes(String argument, JsonNode value) {
        try {
            return Base64.getDecoder().decode(value.asText());
        } catch (IllegalArgumentException e) {
            throw new InvalidArguments("The argument " + argument + " must be Base64.");
        }
    }

    private static String text(ToolInput input, JsonNode value) {
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(each -> parts.add(each.isValueNode() ? each.asText() : each.toString()));
            return String.join(
                    switch (input.collectionFormat()) {
                        case "ssv" -> " ";
                        case "tsv" -> "\t";
                        case "pipes" -> "|";
                        default -> ",";
                    },
                    parts);
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
