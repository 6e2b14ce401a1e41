package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The label that designers show for a parameter, a property or a method's answer, {@code x-ms-summary}; on the constants of an
 * enum, what people choose from, {@code x-ms-enum-values}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Summary {

    /** The label in title case, at most 80 characters. */
    String value();

    /** A sentence that explains it; empty for none. */
    String description() default "";
}
