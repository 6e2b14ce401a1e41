package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A schema that another operation gives; both families, {@code x-ms-dynamic-schema} and {@code x-ms-dynamic-properties}. On a
 * type it holds wherever the type is used, on a body parameter for the body, on a resource method for its answer.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface DynamicSchema {

    /** The name of the Java method that gives the schema, or an operation id. */
    String operation();

    /** The path in the answer to the schema; empty where the answer is the schema. */
    String value() default "";

    /** The parameters of the call, as for {@link DynamicValues#parameters()}. */
    String[] parameters() default {};
}
