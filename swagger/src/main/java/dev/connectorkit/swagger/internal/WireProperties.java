package dev.connectorkit.swagger.internal;

import io.swagger.v3.oas.models.media.Schema;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Corrects the properties of a schema whose type on the wire is not that of the Java field. */
final class WireProperties {

    private static final Set<String> DATES = Set.of("date", "date-time");

    private WireProperties() {}

    /** @param wire the properties that are written as scalars, by name */
    @SuppressWarnings("rawtypes")
    static void correct(Schema<?> definition, Map<String, Schema<?>> wire) {
        Map<String, Schema> properties = definition.getProperties();
        wire.forEach((name, scalar) -> {
            Schema<?> read = properties.get(name);
            if (read != null && read.getEnum() == null && differs(read, scalar)) {
                properties.put(name, withLabelsOf(read, scalar));
            }
        });
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
