package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets the document be built although Swagger 2.0 cannot say all of this operation, as with a cookie parameter. Without it a
 * loss fails the build.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD})
public @interface LossAllowed {

    /** The reason why the loss does no harm. */
    String value();
}
