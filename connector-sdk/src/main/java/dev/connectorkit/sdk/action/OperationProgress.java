package dev.connectorkit.sdk.action;

import java.util.concurrent.CancellationException;

/** Stores the progress of a running operation. */
record OperationProgress(OperationStore store, String operationId) implements Progress {

    @Override
    public void report(int percent, String message) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("A percentage must be from 0 to 100, not " + percent);
        }
        if (!store.report(operationId, percent, message)) {
            throw new CancellationException("Operation " + operationId + " was cancelled");
        }
    }

    @Override
    public boolean isCancelled() {
        return store.find(operationId)
                .filter(operation -> operation.state() == OperationState.RUNNING)
                .isEmpty();
    }
}
