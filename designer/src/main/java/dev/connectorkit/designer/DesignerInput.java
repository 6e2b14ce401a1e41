package dev.connectorkit.designer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An input of an operation, as a designer has it. Immutable, provided that nobody changes {@code defaultValue}.
 *
 * @param key such as {@code body.$.order.id}, {@code query.$.region}; unique within the operation
 * @param name the parameter's or property's own name
 * @param label the text over the input
 * @param in the parameter's location, such as {@code body} or {@code query}
 * @param type the Swagger type; {@code any} where the document says nothing that the designer understands
 * @param required whether it carries the star
 * @param visibility {@code important}, {@code advanced}, {@code internal} as written, or empty
 * @param defaultValue what the input starts with, a copy; null if absent or too large
 * @param choices the drop-down list; empty for free text
 * @param dynamicSource where choices or fields come from; null if from the document alone
 * @param notificationUrl whether it is marked as the callback URL, with the boolean {@code true}
 * @param callback the expression that the designer fills in by itself; null if it does not
 * @param format the Swagger format, such as {@code byte}; empty if absent
 * @param parameterName the name by which other inputs refer to it: the way to it, in the body
 * @param needs the parameters that its drop-down list sends to the service, by the older extension
 * @param loaded whether its fields come from another operation, so that it is absent until they are loaded
 * @param encodings how often its value is URL-encoded, from 0 to 2; a path parameter is at least once
 */
public record DesignerInput(
        String key,
        String name,
        String label,
        String in,
        String type,
        boolean required,
        String visibility,
        @Nullable JsonNode defaultValue,
        List<EnumValue> choices,
        @Nullable DynamicSource dynamicSource,
        boolean notificationUrl,
        @Nullable String callback,
        String format,
        String parameterName,
        List<String> needs,
        boolean loaded,
        int encodings) {

    public DesignerInput {
        choices = List.copyOf(choices);
        needs = List.copyOf(needs);
    }

    /** Reports whether the designer hides it. */
    public boolean internal() {
        return "internal".equalsIgnoreCase(visibility);
    }

    /** Returns its path in the body, as in {@code order.id}; {@code body} for a body as a whole, and the name of any other parameter. */
    public String path() {
        int start = key.indexOf(".$.");
        return start >= 0 ? key.substring(start + 3) : in.equals("body") ? "body" : name;
    }

    /** Reports whether the page shows it only among the "Advanced parameters". */
    public boolean folded() {
        return !internal() && !required() && !"important".equalsIgnoreCase(visibility) && defaultValue == null;
    }

    /** Returns this input as a designer saves it with a value of the user's in place of the default, the choices or the callback URL. */
    public DesignerInput withValue(JsonNode value) {
        return new DesignerInput(
                key,
                name,
                label,
                in,
                type,
                required,
                "",
                value,
                choices,
                null,
                notificationUrl,
                null,
                format,
                parameterName,
                needs,
                false,
                encodings);
    }

    DesignerInput withKey(String key) {
        return new DesignerInput(
                key,
                name,
                label,
                in,
                type,
                required,
                visibility,
                defaultValue,
                choices,
                dynamicSource,
                notificationUrl,
                callback,
                format,
                parameterName,
                needs,
                loaded,
                encodings);
    }
}
