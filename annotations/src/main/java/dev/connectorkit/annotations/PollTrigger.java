package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a JAX-RS {@code GET} method as a polling trigger: the workflow engine calls it again and again, and each 200
 * starts a run.
 *
 * <p>The method returns an {@link Outcome} type. What that carries decides the kind of trigger: a collection or an array
 * makes it a <em>batch</em> trigger ({@code x-ms-trigger: batch}, one run per element), everything else a
 * <em>single</em> one. The method needs one {@link TriggerState} parameter.
 *
 * @see <a href="https://learn.microsoft.com/connectors/custom-connectors/create-polling-trigger">Create a polling
 *     trigger</a>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface PollTrigger {

    /** The title of the trigger's card, a sentence that begins with "When", at most 80 characters. */
    String summary();

    /** One sentence more; where it is empty the document says "This operation triggers when …", made of the summary. */
    String description() default "";

    /** The steps by which a person makes the trigger fire, {@code x-ms-trigger-hint}; empty for none. */
    String hint() default "";

    /**
     * The time until the next poll where the outcome names none, an ISO 8601 duration of whole
     * seconds.
     */
    String checkAgainIn() default "PT15S";

    /**
     * Indicates whether a batch is sent as {@code {"value": [...]}} and not as a bare array. Both give the designer a
     * {@code splitOn} expression.
     */
    boolean envelope() default false;

    /**
     * Indicates whether the state is in the body too, as the property {@code triggerState} beside the payload's own. Engines with
     * legacy App Service triggers read it there; the payload must then be a JSON object (a batch needs {@link #envelope()}).
     */
    boolean stateInBody() default false;

    /**
     * The webhook operation that prompts the engine to poll, {@code x-ms-notification}: a Java method of the
     * connector, or an operation id; empty for none.
     */
    String notifiedBy() default "";
}
