package dev.connectorkit.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The state of a {@link PollTrigger}, injected from the query parameter {@value #NAME}. It travels in the {@code Location}
 * of each answer: the connector keeps nothing between two polls.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD})
public @interface TriggerState {

    /** The name of the query parameter, fixed by the protocol. */
    String NAME = "triggerState";

    /** The form of the state in the URL. */
    Form value() default Form.SIGNED;

    /**
     * The version of the state's meaning. Raise it when the state's type or meaning changes: states of another version
     * are then refused with a 400 that says so. From 0 to 255; a {@link Form#PLAIN} state carries no version.
     */
    int version() default 1;

    /**
     * For a cursor: how late an item may appear and still be found, an ISO 8601 duration. Zero trusts the source to show
     * items in the order of their times or numbers. Empty for the default: zero for a {@code Cursor}, ten minutes for a
     * {@code SequenceCursor}.
     */
    String lookBack() default "";

    /** The forms of a state in the URL. */
    enum Form {
        /** Encoded and signed: a state that this connector's key did not sign for this trigger is refused. */
        SIGNED,
        /** Readable, as in {@code triggerState=2026-11-21T03:44:00Z}: anybody may write one by hand. */
        PLAIN
    }
}
