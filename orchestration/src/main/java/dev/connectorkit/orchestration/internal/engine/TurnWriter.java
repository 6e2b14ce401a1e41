package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.TurnResult;
import dev.connectorkit.orchestration.internal.store.ActivityPlan;
import dev.connectorkit.orchestration.internal.store.NewInstance;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import dev.connectorkit.orchestration.internal.store.TurnStore;
import dev.connectorkit.orchestration.internal.store.TurnWritten;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Maintenance;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stores the results of turns. Thread-safe. */
final class TurnWriter {

    private final Database database;
    private final TurnStore store;
    private final ClusterNotifier notifier;
    private final PartitionAssignment assignment;
    private final ActivitySlots slots;
    private final TurnEffects effects;

    TurnWriter(
            Database database,
            TurnStore store,
            ClusterNotifier notifier,
            PartitionAssignment assignment,
            ActivitySlots slots,
            TurnEffects effects) {
        this.database = database;
        this.store = store;
        this.notifier = notifier;
        this.assignment = assignment;
        this.slots = slots;
        this.effects = effects;
    }

    /** Stores a result and continues with its effects, or with {@code failed}. */
    void write(TurnRunner.Step step, TurnResult result, Consumer<Throwable> failed) {
        if (result.rejected()) {
            effects.rejected(step);
        } else if (!result.isNothing()) {
            store(step, null, result, failed);
        } else if (step.state().isTooEarly(result.at())) {
            effects.tooEarly(step);
        } else {
            settle(step.state(), step.taken(), failed, () -> effects.nothing(step));
        }
    }

    /**
     * Stores a result.
     *
     * @param start the start of the instance, if it is stored with a result that {@link TurnResult#canBegin can begin} it
     */
    void store(TurnRunner.Step step, @Nullable PendingStart start, TurnResult result, Consumer<Throwable> failed) {
        ActivityPlan plan = ActivityPlan.of(step.state(), result, assignment.node(), slots::reserve);
        NewInstance added = start == null ? null : start.instance();
        effects.before(result);
        CompletableFuture<TurnWritten> stored = database.submitBatched(tx -> {
            TurnWritten written = store.write(tx, added, step.state(), result, step.taken(), plan);
            notifier.notifyOthers(tx, written, result.activities().size() - plan.claimed());
            return written;
        });
        Maintenance.after(stored, (written, failure) -> {
            try {
                if (failure == null) {
                    if (start != null) {
                        start.end(null);
                    }
                    effects.written(step, result, written, plan);
                } else {
                    slots.unreserve(plan.claimed());
                    failed.accept(failure);
                }
            } catch (RuntimeException | Error e) {
                failed.accept(e);
            } finally {
                effects.after(result);
            }
        });
    }

    /** Removes the messages of an instance that is unknown. */
    void drop(Mailboxes.Delivery delivery, List<StoredMessage> messages, Consumer<Throwable> failed) {
        settle(null, messages, failed, () -> effects.unknown(delivery));
    }

    private void settle(
            @Nullable InstanceState state, List<StoredMessage> taken, Consumer<Throwable> failed, Runnable then) {
        if (taken.isEmpty()) {
            then.run();
            return;
        }
        Maintenance.after(
                database.submitBatched(tx -> {
                    store.discard(tx, state, taken);
                    return true;
                }),
                (done, failure) -> {
                    if (failure == null) {
                        then.run();
                    } else {
                        failed.accept(failure);
                    }
                });
    }

    /** Handles an instance that another node or a client has written since it was read. */
    void outdated(Mailboxes.Delivery delivery) {
        effects.outdated(delivery);
    }
}
