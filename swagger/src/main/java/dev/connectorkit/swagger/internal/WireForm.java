package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The form in which a property with annotations of Jackson is written, where its type has another form elsewhere. */
sealed interface WireForm {

    /** A text, a number or a boolean. */
    record Scalar(Schema<?> schema) implements WireForm {}

    /** An array. */
    record Elements(WireForm each) implements WireForm {}

    /** An object whose names are keys. */
    record Values(WireForm each) implements WireForm {}

    /**
     * An object.
     *
     * @param properties all that are read or written
     * @param readOnly the names of those that are not read
     * @param writeOnly the names of those that are not written
     */
    record Members(Map<String, WireProperty> properties, Set<String> readOnly, Set<String> writeOnly)
            implements WireForm {

        /** Reports whether a property is only read or only written. */
        boolean isOneWay(String name) {
            return readOnly.contains(name) || writeOnly.contains(name);
        }
    }

    /**
     * A property that is written.
     *
     * @param annotations of its field, its getter and its constructor parameter
     * @param scalar its schema, or null if it is not written as a text, a number or a boolean
     * @param isArray that has no names
     * @param form its form if that is not the one of its type
     * @param refusal the annotation whose effect a document cannot describe, with advice
     */
    record WireProperty(
            JavaType type,
            List<Annotation> annotations,
            @Nullable Schema<?> scalar,
            boolean isArray,
            @Nullable WireForm form,
            @Nullable String refusal) {}
}
