package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The visibility of an operation, a parameter or a property in designers, {@code x-ms-visibility}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER, ElementType.FIELD, ElementType.RECORD_COMPONENT})
public @interface Visibility {

    /** The place. */
    Level value();

    /** The places that designers know; without the annotation an element has none of them. */
    enum Level {
        /** Always shown, and first. */
        IMPORTANT,
        /** Shown on request. */
        ADVANCED,
        /** Never shown; a required internal parameter needs a default value. */
        INTERNAL
    }
}
