package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.connectorkit.annotations.Summary;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the values of an enum as they are on the wire: Jackson's in a body, the names of the constants in a parameter. */
final class EnumValues {

    private EnumValues() {}

    /** Replaces what swagger-core takes from {@code toString()}, and adds the labels of the constants. */
    static void write(Schema<?> schema, Class<?> type, ReadSession session) {
        if (session.isInParameter() && isReadByItself(type)) {
            schema.setEnum(null); // its values are in its code
            return;
        }
        Enum<?>[] constants = (Enum<?>[]) type.getEnumConstants();
        List<JsonNode> values =
                session.isInParameter() ? names(constants) : session.wire().values(type);
        if (values.stream().anyMatch(JsonNode::isContainerNode)) {
            asObject(schema, values);
            return;
        }
        boolean integers = values.stream().allMatch(JsonNode::isIntegralNumber);
        boolean booleans = values.stream().allMatch(JsonNode::isBoolean);
        boolean numbers = values.stream().allMatch(JsonNode::isNumber);
        if (numbers || booleans) {
            schema.setType(integers ? "integer" : numbers ? "number" : "boolean");
            schema.setFormat(null);
        }
        write(schema, values.stream().map(EnumValues::plain).toList());
        label(schema, constants, values);
    }

    /** Reports whether an enum has a {@code fromString}, which JAX-RS prefers to the names of its constants. */
    private static boolean isReadByItself(Class<?> type) {
        return Stream.of(type.getMethods())
                .anyMatch(method -> method.getName().equals("fromString")
                        && Modifier.isStatic(method.getModifiers())
                        && type.isAssignableFrom(method.getReturnType())
                        && List.of(method.getParameterTypes()).equals(List.of(String.class)));
    }

    @SuppressWarnings("unchecked")
    private static void write(Schema<?> schema, List<Object> values) {
        Schema<Object> written = (Schema<Object>) schema;
        written.setEnum(new ArrayList<>());
        values.stream().distinct().forEach(written::addEnumItemObject);
    }

    private static Object plain(JsonNode value) {
        return value.isNumber()
                ? value.numberValue()
                : value.isBoolean() ? (Object) value.booleanValue() : value.asText();
    }

    private static void asObject(Schema<?> schema, List<JsonNode> values) {
        schema.setType("object");
        schema.setEnum(null);
        values.get(0)
                .properties()
                .forEach(field -> schema.addProperty(field.getKey(), new Schema<>().type(type(field.getValue()))));
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case BOOLEAN -> "boolean";
            case OBJECT, ARRAY -> "object";
            default -> "string";
        };
    }

    private static List<JsonNode> names(Enum<?>[] constants) {
        return Stream.of(constants)
                .map(constant -> (JsonNode) TextNode.valueOf(constant.name()))
                .toList();
    }

    private static void label(Schema<?> schema, Enum<?>[] constants, List<JsonNode> values) {
        List<Object> labelled = new ArrayList<>();
        for (int i = 0; i < constants.length; i++) {
            Summary summary = summary(constants[i]);
            if (summary != null) {
                labelled.add(DynamicExtensions.map("value", plain(values.get(i)), "displayName", summary.value()));
            }
        }
        if (labelled.size() == constants.length) { // designers show only the values that are listed
            schema.addExtension(Extensions.ENUM_VALUES, labelled);
        }
    }

    private static @Nullable Summary summary(Enum<?> constant) {
        try {
            return constant.getDeclaringClass().getField(constant.name()).getAnnotation(Summary.class);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }
}
