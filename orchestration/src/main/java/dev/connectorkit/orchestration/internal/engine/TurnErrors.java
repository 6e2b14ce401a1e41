package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.storage.StorageException;
import java.util.concurrent.CompletionException;

/** Classifies failures of turns. */
final class TurnErrors {

    private static final int TRIES = 3;

    private TurnErrors() {}

    /** Returns the failure of work that was waited for. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * Returns whether a failure would occur again: errors of the data, and other exceptions of code that is not the database,
     * if they have occurred several times.
     */
    static boolean isLasting(Throwable failure, int failures) {
        if (failure instanceof StorageException refused) {
            return refused.isDataError();
        }
        boolean data = failure instanceof ArithmeticException
                || failure instanceof IllegalArgumentException
                || failure instanceof NullPointerException
                || failure instanceof StackOverflowError;
        return data || (failures >= TRIES && !(failure instanceof VirtualMachineError));
    }
}
