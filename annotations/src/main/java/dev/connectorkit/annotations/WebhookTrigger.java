package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a JAX-RS {@code POST} method as the subscribe operation of a webhook trigger: the engine sends it a callback URL, and
 * each event that is posted there starts a run. The body must have one property marked {@link CallbackUrl}.
 *
 * <p>The document describes the answer as 201 with the {@code Location} of the subscription, and the event on the path.
 *
 * @see <a href="https://learn.microsoft.com/connectors/custom-connectors/create-webhook-trigger">Create a webhook trigger</a>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD})
public @interface WebhookTrigger {

    /** The title of the trigger's card, a sentence that begins with "When", at most 80 characters. */
    String summary();

    /** One sentence more; where it is empty the document says "This operation triggers when …", made of the summary. */
    String description() default "";

    /** The steps by which a person makes the trigger fire, {@code x-ms-trigger-hint}; empty for none. */
    String hint() default "";

    /** The type of the event that is posted to the callback URL. */
    Class<?> notification();

    /** A few words about the event; where it is empty the document says "Sent when …", made of the summary. */
    String notificationDescription() default "";
}
