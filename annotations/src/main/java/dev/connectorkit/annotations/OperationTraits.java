package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Properties of an operation other than its inputs and outputs, for engines and designers. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD})
public @interface OperationTraits {

    /** Indicates whether it only reads although it is no GET, {@code x-ms-safe-operation}. */
    boolean safe() default false;

    /** Indicates whether automatic tests must leave it out, {@code x-ms-no-generic-test}. */
    boolean noGenericTest() default false;

    /** Indicates whether a person must agree before an agent calls it, {@code x-ms-require-user-confirmation}. */
    boolean confirm() default false;

    /** Indicates whether large content may be sent in chunks, {@code x-ms-capabilities: chunkTransfer}. */
    boolean chunkTransfer() default false;

    /** Indicates whether it tests a connection, the connector's {@code testConnection}; a GET without required parameters. */
    boolean testsConnection() default false;

    /** The property with the link to the next page, {@code nextLink} or {@code @odata.nextLink}; empty for one page. */
    String nextLink() default "";
}
