package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import dev.connectorkit.swagger.internal.WireForm.WireProperty;
import io.swagger.v3.core.util.AnnotationsUtils;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Corrects the properties of a schema whose type on the wire is not that of the Java field. */
final class WireProperties {

    private static final Set<String> DATES = Set.of("date", "date-time");

    private WireProperties() {}

    /** @param resolve gives the schema of a property that swagger-core has not found */
    @SuppressWarnings("rawtypes")
    static void correct(
            Schema<?> definition, JavaType type, WireTypes wire, Function<WireProperty, Schema<?>> resolve) {
        Map<String, WireProperty> written = wire.properties(type);
        if (written.isEmpty()) {
            return;
        }
        Map<String, Schema> properties = definition.getProperties();
        Map<String, String> read = wire.read(type);
        rename(definition, wire.written(type));
        rename(definition, read);
        List<String> unknown = properties.keySet().stream()
                .filter(name -> !written.containsKey(name) && !read.containsKey(name))
                .toList();
        unknown.forEach(name -> remove(definition, name));
        properties.forEach((name, property) -> {
            if (!written.containsKey(name) && property.get$ref() == null) {
                property.setWriteOnly(true);
            }
        });
        written.forEach((name, property) -> {
            Schema<?> given = properties.get(name);
            Schema<?> scalar = property.scalar();
            if (given == null) {
                properties.put(name, scalar == null ? resolve.apply(property) : scalar);
            } else if (scalar != null && given.getEnum() == null && differs(given, scalar)) {
                properties.put(name, withLabelsOf(given, scalar));
            }
            properties.computeIfPresent(name, (key, schema) -> formed(schema, property.form(), resolve));
            if (PrimitiveDefaults.areRefused(property.type().getRawClass(), property.annotations())
                    && !isRequired(definition, name)
                    && !wire.initialized(type).contains(name)) {
                definition.addRequiredItem(name);
            }
        });
    }

    /** Returns the schema of a property in its form on the wire, with the labels of the given one. */
    private static Schema<?> formed(
            Schema<?> given, @Nullable WireForm form, Function<WireProperty, Schema<?>> resolve) {
        if (form instanceof WireForm.Scalar scalar) {
            boolean enumerated =
                    given.getEnum() != null && !"integer".equals(scalar.schema().getType());
            boolean other = given.get$ref() != null || given.getAllOf() != null || differs(given, scalar.schema());
            return enumerated || !other ? given : withLabelsOf(given, scalar.schema());
        } else if (form instanceof WireForm.Elements elements && given.getItems() != null) {
            given.setItems(formed(given.getItems(), elements.each(), resolve));
        } else if (form instanceof WireForm.Elements elements && !(elements.each() instanceof WireForm.Scalar)) {
            return withLabelsOf(given, new ArraySchema().items(formed(new ObjectSchema(), elements.each(), resolve)));
        } else if (form instanceof WireForm.Values values
                && given.getAdditionalProperties() instanceof Schema<?> value) {
            given.setAdditionalProperties(formed(value, values.each(), resolve));
        } else if (form instanceof WireForm.Members members) {
            return withLabelsOf(given, object(members, resolve));
        }
        return given;
    }

    private static Schema<?> object(WireForm.Members members, Function<WireProperty, Schema<?>> resolve) {
        Schema<?> object = new ObjectSchema();
        members.properties().forEach((name, property) -> {
            Schema<?> schema = resolve.apply(property);
            Schema<?> scalar = property.scalar();
            if (scalar != null && schema.getEnum() == null && differs(schema, scalar)) {
                schema = withLabelsOf(schema, scalar);
            }
            schema = formed(schema, property.form(), resolve);
            if (schema.get$ref() == null && members.isOneWay(name)) {
                schema = AnnotationsUtils.clone(
                        schema, false); // swagger-core gives one schema to all properties that are alike
                schema.setReadOnly(members.readOnly().contains(name));
                schema.setWriteOnly(members.writeOnly().contains(name));
            }
            object.addProperty(name, schema);
            if (isRequired(property) && !members.readOnly().contains(name)) {
                object.addRequiredItem(name);
            }
        });
        return object;
    }

    private static boolean isRequired(WireProperty property) {
        Class<?> type = property.type().getRawClass();
        return NullConstraints.refuse(property.annotations(), type)
                || PrimitiveDefaults.areRefused(type, property.annotations())
                || property.annotations().stream()
                        .anyMatch(annotation -> annotation instanceof JsonProperty given && given.required());
    }

    private static boolean isRequired(Schema<?> definition, String name) {
        return definition.getRequired() != null && definition.getRequired().contains(name);
    }

    /** Gives the properties that swagger-core calls by the names of their members the names that the mapper gives them. */
    @SuppressWarnings("rawtypes")
    private static void rename(Schema<?> definition, Map<String, String> names) {
        names.forEach((name, member) -> {
            Map<String, Schema> properties = definition.getProperties();
            if (!properties.containsKey(name) && !names.containsKey(member) && properties.containsKey(member)) {
                Schema<?> property = properties.remove(member);
                properties.put(name, property);
                if (definition.getRequired() != null && definition.getRequired().remove(member)) {
                    definition.addRequiredItem(name);
                }
            }
        });
    }

    private static void remove(Schema<?> definition, String name) {
        definition.getProperties().remove(name);
        if (definition.getRequired() != null) {
            definition.getRequired().remove(name);
        }
    }

    /** Reports whether the types differ, or a text is described as a date that it is not. */
    private static boolean differs(Schema<?> read, Schema<?> scalar) {
        if (read.get$ref() != null || read.getAllOf() != null) {
            return false; // an enum, or a type that is written as a scalar everywhere
        }
        return !Objects.equals(read.getType(), scalar.getType())
                || (read.getFormat() != null && DATES.contains(read.getFormat()) && scalar.getFormat() == null);
    }

    private static Schema<?> withLabelsOf(Schema<?> read, Schema<?> scalar) {
        scalar.setName(read.getName());
        scalar.setTitle(read.getTitle());
        scalar.setDescription(read.getDescription());
        scalar.setReadOnly(read.getReadOnly());
        scalar.setWriteOnly(read.getWriteOnly());
        scalar.setDeprecated(read.getDeprecated());
        scalar.setNullable(read.getNullable());
        scalar.setExtensions(read.getExtensions());
        return scalar;
    }
}
