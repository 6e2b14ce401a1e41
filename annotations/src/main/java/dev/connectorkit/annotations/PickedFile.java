package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A file or folder that is chosen with the connector's {@link FilePicker}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface PickedFile {

    /** The property of the chosen item that is sent. */
    String value();

    /** Indicates whether a folder is chosen, and not a file. */
    boolean folder() default false;

    /** The media types to show; empty for all. */
    String[] mediaTypes() default {};
}
