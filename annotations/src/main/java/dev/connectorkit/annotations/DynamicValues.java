package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Values to choose from that another operation lists; both families, {@code x-ms-dynamic-values} and
 * {@code x-ms-dynamic-list}.
 *
 * <p>Paths have {@code /} between their steps, as in {@code properties/name}. That the operation exists and takes the
 * parameters is checked when the document is built.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface DynamicValues {

    /** The name of the Java method that lists the values, or an operation id. */
    String operation();

    /** The path in an item to the value that is sent. */
    String value();

    /** The path in an item to what people see; empty for the value itself. */
    String title() default "";

    /** The path in the answer to the items; empty where the answer is the list. */
    String items() default "";

    /**
     * The parameters of the call: {@code "name=literal"}, or {@code "name={other}"} for the value of another parameter,
     * or of a property by its path, as in {@code "shop={body/shop}"}.
     */
    String[] parameters() default {};
}
