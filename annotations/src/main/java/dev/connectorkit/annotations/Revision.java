package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The revision of an operation, {@code x-ms-api-annotation}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD})
public @interface Revision {

    /** The name that all revisions share, the operation id of the first. */
    String family();

    /** The number of the revision, from 1. */
    int number();

    /** Indicates whether it is ready for production. */
    Status status() default Status.PRODUCTION;

    /** The operation that replaces this one: a Java method of the connector, or an operation id; empty for none. */
    String replacedBy() default "";

    /** The maturity of an operation. */
    enum Status {
        /** Ready. */
        PRODUCTION,
        /** May change. */
        PREVIEW
    }
}
