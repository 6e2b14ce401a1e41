package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a generic type that a resource method returns in place of its payload: documents describe its first type argument,
 * the type itself never shows on the wire. A type that is passed to a resource method, and makes its {@code Response}, has it with
 * {@link #accepted} alone.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Outcome {

    /**
     * Indicates whether a 202 may come in place of the payload, with the {@code Location} of the operation at {@code operations/} that engines
     * ask until the payload is there. Documents describe it, and the operations by which it is asked for and cancelled. On a parameter's type, documents describe the 202 of a method
     * that returns a {@code Response} and declares no success; the {@code Location} leads elsewhere.
     */
    boolean accepted() default false;

    /** Indicates whether it is one page: documents describe {@code {"value": [...], "nextLink": ...}} with items of the first type argument. */
    boolean paged() default false;
}
