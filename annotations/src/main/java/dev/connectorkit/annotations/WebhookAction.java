package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a JAX-RS {@code POST} method as the subscribe operation of a webhook action: the run waits until the result is posted
 * to the callback URL. The body must have one property marked {@link CallbackUrl}. Describe it with swagger-core's
 * {@code @Operation}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD})
public @interface WebhookAction {

    /** The type of the result that is posted to the callback URL. */
    Class<?> notification();

    /** A few words about the result; empty for none. */
    String notificationDescription() default "";
}
