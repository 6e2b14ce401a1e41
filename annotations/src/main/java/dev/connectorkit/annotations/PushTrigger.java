package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a JAX-RS {@code PUT} method as a legacy push trigger of Azure App Service: {@code PUT .../{triggerId}} with a body that has one property
 * marked {@link CallbackUrl}. Designers of today do not know it and do not show it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD})
public @interface PushTrigger {

    /** The title of the trigger, a sentence that begins with "When". */
    String summary();
}
