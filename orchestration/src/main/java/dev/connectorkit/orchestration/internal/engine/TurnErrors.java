package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.storage.StorageException;
import java.sql.SQLException;

/** Classifies failures of turns. */
final class TurnErrors {

    private static final int TRIES = 3;

    private TurnErrors() {}

    /**
     * Returns whether a failure would occur again: errors of the data, and other exceptions of code that is not the database,
     * if they have occurred several times.
     */
    static boolean isLasting(Throwable failure, int failures) {
        if (failure instanceof StorageException) {
            return isDataError(failure);
        }
        boolean data = failure instanceof ArithmeticException
                || failure instanceof IllegalArgumentException
                || failure instanceof NullPointerException
                || failure instanceof StackOverflowError;
        return data || (failures >= TRIES && !(failure instanceof VirtualMachineError));
    }

    /** Returns whether the database refuses the values: SQLSTATE class 22, and 54 for values that are too large. */
    private static boolean isDataError(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql
                    && sql.getSQLState() != null
                    && (sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("54"))) {
                return true;
            }
        }
        return false;
    }
}
