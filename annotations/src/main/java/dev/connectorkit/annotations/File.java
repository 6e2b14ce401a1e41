package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A file in a form, {@code type: file}: one part of a {@code multipart/form-data} body. On a type, marks that its values are the raw
 * content of a body or an answer instead of JSON.
 *
 * <p>A parameter is a {@code FileContent}, which is required, an {@code Optional<FileContent>}, or a {@code List<FileContent>}
 * of all the parts with the name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.TYPE})
public @interface File {

    /** The name of the form field; needed on a parameter. */
    String value() default "";
}
