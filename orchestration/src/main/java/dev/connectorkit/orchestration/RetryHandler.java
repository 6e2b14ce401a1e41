package dev.connectorkit.orchestration;

/**
 * Decides after each failure of an activity or sub-orchestration whether it is attempted again. Runs as part of the
 * orchestration: must be deterministic and must not wait.
 */
@FunctionalInterface
public interface RetryHandler {

    /** Returns true to attempt the call again, at once or after the delay of a {@link RetryPolicy} that is set too. */
    boolean handle(RetryContext context);
}
