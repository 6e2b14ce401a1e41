package dev.connectorkit.sdk.action;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations of a connector's actions, for its operator. Thread-safe. */
public final class OperationAdmin {

    private final OperationStore store;
    private final OperationEndings endings;

    OperationAdmin(OperationStore store, OperationEndings endings) {
        this.store = store;
        this.endings = endings;
    }

    /**
     * Returns a page of operations, the oldest first.
     *
     * @param action only those of this action; null for all
     * @param state only those in this state; null for all
     * @param after the last id of the page before; empty for the first page
     * @param limit the largest number of operations
     */
    public List<OperationView> operations(
            @Nullable String action, @Nullable OperationState state, String after, int limit) {
        return store.page(action, state, after, limit).stream()
                .map(OperationView::of)
                .toList();
    }

    /** Returns an operation; empty if there is no such operation, or its time to live has ended. */
    public Optional<OperationView> operation(String id) {
        return store.find(id).map(OperationView::of);
    }

    /** Cancels an operation; one that has ended stays as it is. Idempotent. */
    public void cancel(String id) {
        endings.cancel(id);
    }
}
