package dev.connectorkit.http;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonManagedReference;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Has values read in the form in which the annotations of their properties have them written, where Jackson takes another: numbers and
 * booleans as texts, enums, booleans and dates as numbers, raw JSON; and objects within themselves of which some properties are ignored.
 */
final class WrittenForms extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object findDeserializer(Annotated annotated) {
        JsonDeserialize given = annotated.getAnnotation(JsonDeserialize.class);
        JsonSerialize written = annotated.getAnnotation(JsonSerialize.class);
        if (given != null && given.using() != JsonDeserializer.None.class) {
            return null;
        }
        boolean text = written != null && written.using() == ToStringSerializer.class;
        return deserializer(annotated, type(annotated), text);
    }

    @Override
    public @Nullable Object findContentDeserializer(Annotated annotated) {
        JsonDeserialize given = annotated.getAnnotation(JsonDeserialize.class);
        JsonSerialize written = annotated.getAnnotation(JsonSerialize.class);
        JavaType type = type(annotated);
        JavaType content = type == null ? null : type.getContentType();
        if (content == null || (given != null && given.contentUsing() != JsonDeserializer.None.class)) {
            return null;
        }
        boolean text = written != null && written.contentUsing() == ToStringSerializer.class;
        return deserializer(annotated, content, text);
    }

    /** Reports whether the constants of a class are written as numbers; as keys they are written by name. */
    static boolean isNumber(Class<?> type) {
        JsonFormat format = type.getAnnotation(JsonFormat.class);
        return type.isEnum() && format != null && format.shape().isNumeric();
    }

    private static @Nullable Object deserializer(Annotated annotated, @Nullable JavaType type, boolean asText) {
        if (type == null) {
            return null; // a class of the JDK, which Jackson does not look into
        }
        Class<?> raw = type.getRawClass();
        JsonFormat format = annotated.getAnnotation(JsonFormat.class);
        JsonFormat.Shape shape = format == null ? JsonFormat.Shape.ANY : format.shape();
        if (raw == String.class && annotated.hasAnnotation(JsonRawValue.class)) {
            return new RawJsonDeserializer();
        } else if (asText || shape == JsonFormat.Shape.STRING) {
            return WrittenText.isRead(raw) ? new WrittenText(raw) : null;
        } else if (shape == JsonFormat.Shape.NUMBER_INT && raw == LocalDate.class) {
            return new WrittenDay();
        } else if (shape.isNumeric()) {
            return WrittenNumber.isRead(raw) ? new WrittenNumber(raw) : null;
        }
        boolean narrowed = annotated.hasAnnotation(JsonIgnoreProperties.class)
                || annotated.hasAnnotation(JsonIncludeProperties.class);
        boolean member = annotated instanceof AnnotatedMember;
        boolean bound =
                annotated.hasAnnotation(JsonManagedReference.class) || annotated.hasAnnotation(JsonUnwrapped.class);
        boolean bean = !type.isContainerType()
                && !type.isReferenceType()
                && !raw.getName().startsWith("java.");
        return member && narrowed && bean && !bound ? new DeferredDeserializer() : null;
    }

    private static @Nullable JavaType type(Annotated annotated) {
        return annotated instanceof AnnotatedMethod method && method.getParameterCount() == 1
                ? method.getParameterType(0)
                : annotated.getType();
    }
}
