package dev.connectorkit.sdk.action;

import dev.connectorkit.storage.StorageException;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the progress of a running operation. */
record OperationProgress(OperationStore store, String operationId) implements Progress {

    private static final Logger LOG = LoggerFactory.getLogger(OperationProgress.class);

    @Override
    public void report(int percent, String message) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("A percentage must be from 0 to 100, not " + percent);
        }
        if (!reported(percent, message)) {
            throw new CancellationException("Operation " + operationId + " was cancelled");
        }
    }

    /** Returns whether the operation goes on, also where the database cannot be reached and the report is lost. */
    private boolean reported(int percent, String message) {
        try {
            return store.report(operationId, percent, message);
        } catch (StorageException e) {
            return goesOn(e);
        }
    }

    private static boolean goesOn(StorageException failure) {
        if (!failure.isUnavailable()) {
            throw failure;
        }
        LOG.debug("The progress of an operation could not be stored", failure);
        return true;
    }

    @Override
    public boolean isCancelled() {
        try {
            return store.find(operationId)
                    .filter(operation -> operation.state() == OperationState.RUNNING)
                    .isEmpty();
        } catch (StorageException e) {
            return !goesOn(e);
        }
    }
}
