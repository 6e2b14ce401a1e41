package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type that a subscribe method returns where the toolkit answers the {@code DELETE} that ends the subscription: of a
 * webhook below its own path, {@code {subscriptionId}}, of a push trigger at its own path. Documents describe that operation too,
 * unless the connector declares it itself.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Unsubscribable {}
