package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the action whose answer shows what a trigger will bring, {@code x-ms-operation-context}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD})
public @interface SimulatedBy {

    /** A Java method of the connector, or an operation id. */
    String operation();

    /** The parameters of the call, as {@code "name=literal"}. */
    String[] parameters() default {};
}
