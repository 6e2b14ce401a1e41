package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The kind of binary content, {@code x-ms-media-kind}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface MediaKind {

    /** The kind. */
    Kind value();

    /** The kinds that designers know. */
    enum Kind {
        /** A picture. */
        IMAGE,
        /** A sound. */
        AUDIO
    }
}
