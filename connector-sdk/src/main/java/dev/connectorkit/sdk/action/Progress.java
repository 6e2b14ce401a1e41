package dev.connectorkit.sdk.action;

/** What the work of an {@link AsyncAction} tells, and may ask, while it runs. Thread-safe. */
public interface Progress {

    /**
     * Tells how far the work is: people see it in the answers to an engine's questions, which the engine ignores. Each call is a
     * write to the disk.
     *
     * @param percent from 0 to 100
     * @param message a few words; empty for none
     * @throws IllegalArgumentException if the percentage is out of range
     * @throws java.util.concurrent.CancellationException if the operation was cancelled, so that the work ends here
     */
    void report(int percent, String message);

    /** Whether the operation was cancelled, so that the work is of no use any more. Asks the database. */
    boolean isCancelled();

    /** The operation's id, the same each time its work runs again after a crash: an idempotency key for other services. */
    String operationId();
}
