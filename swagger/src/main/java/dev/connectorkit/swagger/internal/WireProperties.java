package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Corrects the properties of a schema whose type on the wire is not that of the Java field. */
final class WireProperties {

    private static final Set<String> DATES = Set.of("date", "date-time");

    private WireProperties() {}

    /** @param resolve gives the schema of a property that swagger-core has not found */
    @SuppressWarnings("rawtypes")
    static void correct(
            Schema<?> definition, JavaType type, WireTypes wire, Function<WireTypes.WireProperty, Schema<?>> resolve) {
        Map<String, WireTypes.WireProperty> written = wire.properties(type);
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
            if (PrimitiveDefaults.areRefused(property.type().getRawClass(), property.annotations())
                    && !isRequired(definition, name)) {
                definition.addRequiredItem(name);
            }
        });
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
            return false; // an enum, or a type that is written as a scalar wherever it stands
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
