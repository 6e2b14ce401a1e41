package dev.connectorkit.sdk.action;

/** Lets a running {@link AsyncAction} report progress and check for cancellation. Thread-safe. */
public interface Progress {

    /**
     * Stores the progress of the work, for people who look at the status URL; engines ignore it. Each call is a write to the disk.
     *
     * @param percent from 0 to 100
     * @param message a few words; empty for none
     * @throws IllegalArgumentException if the percentage is out of range
     * @throws java.util.concurrent.CancellationException if the operation was cancelled, so that the work ends here
     */
    void report(int percent, String message);

    /** Returns whether the operation was cancelled. Reads the database. */
    boolean isCancelled();

    /** Returns the operation's id, the same each time its work runs again after a crash: an idempotency key for other services. */
    String operationId();
}
