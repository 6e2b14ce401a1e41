package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sharpens the tool that agents get of an action: the name and the text by which a language model chooses it. Without it, the tool has
 * the operation id and the description for people.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD})
public @interface Tool {

    /** The name, letters, digits, {@code _} and {@code -}, {@code x-ms-name-for-model}; empty for the operation id. */
    String name() default "";

    /** The text that says what it does and when to call it, {@code x-ms-description-for-model}; empty for the description for people. */
    String description() default "";
}
