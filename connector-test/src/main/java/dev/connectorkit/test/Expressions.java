package dev.connectorkit.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the expressions that a designer saves by itself: {@code @listCallbackUrl()}, {@code encodeURIComponent}, {@code base64}
 * and texts, alone or within {@code @{…}}.
 */
final class Expressions {

    /** Marks a text that a person typed, and that stands for itself whatever is in it. */
    private static final String LITERAL = "\u0000";

    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\)", Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'");

    /** An expression ends at the first brace outside of quotes. */
    private static final Pattern EMBEDDED = Pattern.compile("@\\{((?:[^'}]|'[^']*')*)}");

    private final @Nullable URI callback;

    /** @param callback the value of {@code listCallbackUrl()}; null for an operation without a callback */
    Expressions(@Nullable URI callback) {
        this.callback = callback;
    }

    /** Returns a value whose texts are not evaluated. */
    static JsonNode literal(JsonNode typed) {
        return mapped(typed, text -> LITERAL + text);
    }

    /** Returns the value with all texts in it evaluated. */
    JsonNode evaluate(JsonNode saved) {
        return mapped(saved, this::evaluate);
    }

    private static JsonNode mapped(JsonNode value, UnaryOperator<String> change) {
        if (value.isTextual()) {
            return TextNode.valueOf(change.apply(value.textValue()));
        } else if (value.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> copy.add(mapped(item, change)));
            return copy;
        } else if (value.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(field -> copy.set(field.getKey(), mapped(field.getValue(), change)));
            return copy;
        }
        return value;
    }

    String evaluate(String text) {
        int typed =
                text.indexOf(LITERAL); // within a text that the designer has put around it, as that of a file's name
        if (typed >= 0) {
            return evaluate(text.substring(0, typed)) + text.substring(typed + LITERAL.length());
        }
        if (text.startsWith("@") && !text.startsWith("@{")) {
            return value(text.substring(1));
        }
        return EMBEDDED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
    }

    private String value(String expression) {
        Matcher text = TEXT.matcher(expression);
        if (text.matches()) {
            return text.group(1).replace("''", "'");
        }
        Matcher call = CALL.matcher(expression);
        if (!call.matches()) {
            throw new IllegalArgumentException("The engine cannot evaluate the expression " + expression);
        }
        String argument = call.group(2);
        return switch (call.group(1)) {
            case "listCallbackUrl" -> {
                if (callback == null) {
                    throw new IllegalArgumentException(
                            "listCallbackUrl() is used in an operation that is not a webhook");
                }
                yield callback.toString();
            }
            case "encodeURIComponent" -> encoded(value(argument));
            case "base64" -> Base64.getEncoder().encodeToString(value(argument).getBytes(StandardCharsets.UTF_8));
            default -> throw new IllegalArgumentException("The engine cannot evaluate the function " + call.group(1));
        };
    }

    /** Returns the text as {@code encodeURIComponent} has it, but for a few marks that servers read alike. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
