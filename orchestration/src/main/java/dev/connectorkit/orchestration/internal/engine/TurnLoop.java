package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.replay.History;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.orchestration.internal.replay.Turn;
import dev.connectorkit.orchestration.internal.replay.TurnResult;
import dev.connectorkit.orchestration.internal.store.ActivityRow;
import dev.connectorkit.orchestration.internal.store.NewInstance;
import dev.connectorkit.orchestration.internal.store.OutdatedTurnException;
import dev.connectorkit.orchestration.internal.store.StaleMessageException;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import dev.connectorkit.orchestration.internal.store.TurnStore;
import dev.connectorkit.orchestration.internal.store.TurnWritten;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs turns: takes what is in a mailbox, runs the code, hands the result to the store, and when that is on disk passes on what
 * follows. A thread does not wait for the disk.
 */
final class TurnLoop {

    private static final Logger LOG = LoggerFactory.getLogger(TurnLoop.class);

    private final Node node;
    private final Turn turn;
    private final TurnStore store;
    private final StateCache cache;
    private final ExecutorService threads;

    TurnLoop(Node node, Turn turn, StateCache cache, ExecutorService threads) {
        this.node = node;
        this.turn = turn;
        this.store = new TurnStore(node.hub());
        this.cache = cache;
        this.threads = threads;
    }

    void schedule(String id) {
        if (!threads.isShutdown()) {
            threads.execute(() -> run(id));
        }
    }

    private void run(String id) {
        Mailboxes.Delivery delivery = node.mailboxes().take(id);
        try {
            step(delivery);
        } catch (RuntimeException | Error e) {
            failed(delivery, e);
        }
    }

    private void step(Mailboxes.Delivery delivery) {
        InstanceState known = delivery.fresh() != null ? delivery.fresh() : cache.get(delivery.id());
        List<StoredMessage> inbox = List.of();
        if (known == null || delivery.readInbox()) {
            InstanceState cached = known;
            Loaded loaded = node.database().read(tx -> {
                InstanceState state = cached == null
                        ? node.instances().load(tx, delivery.id()).orElse(null)
                        : cached;
                return new Loaded(state, node.instances().inbox(tx, delivery.id()));
            });
            known = loaded.state;
            inbox = loaded.inbox;
        }
        List<StoredMessage> taken = Arrivals.inOrder(delivery.messages(), inbox);
        if (known == null) {
            node.waiters().look(delivery.id());
            settle(delivery, taken);
            return;
        }
        InstanceState state = known;
        List<Message> messages = taken.stream().map(StoredMessage::message).toList();
        TurnResult result = turn.run(state, messages, node.clock().instant());
        if (result.isNothing()) {
            nothing(delivery, state, taken, result);
            return;
        }
        write(delivery, state, taken, result);
    }

    private void nothing(
            Mailboxes.Delivery delivery, InstanceState state, List<StoredMessage> taken, TurnResult result) {
        node.dueTimes().add(state);
        if (state.isTooEarly(result.at())) {
            // Messages stay in the inbox, which is read when the instance is loaded for its start.
            cache.remove(state.id());
            node.mailboxes().done(delivery);
            return;
        }
        if (state.status().isFinished()) {
            node.waiters().look(state.id());
        } else {
            cache.put(state);
        }
        settle(delivery, taken);
    }

    private record Loaded(@Nullable InstanceState state, List<StoredMessage> inbox) {}

    private void settle(Mailboxes.Delivery delivery, List<StoredMessage> taken) {
        if (taken.isEmpty()) {
            node.mailboxes().done(delivery);
            return;
        }
        Chores.after(
                node.database().submitBatched(tx -> {
                    store.settle(tx, delivery.id(), taken, false);
                    return true;
                }),
                (done, failure) -> {
                    if (failure == null) {
                        node.mailboxes().done(delivery);
                    } else {
                        failed(delivery, failure);
                    }
                });
    }

    private void write(Mailboxes.Delivery delivery, InstanceState state, List<StoredMessage> taken, TurnResult result) {
        int claimed = node.activities().reserve(result.activities().size());
        String name = node.ownership().node();
        Chores.after(
                node.database().submitBatched(tx -> {
                    TurnWritten written = store.write(tx, state, result, taken, name, claimed);
                    node.others().wakeOthers(tx, written, result.activities().size() - claimed);
                    return written;
                }),
                (written, failure) -> {
                    if (failure == null) {
                        written(delivery, state, result, written, name, claimed);
                    } else {
                        node.activities().unreserve(claimed);
                        failed(delivery, failure);
                    }
                });
    }

    private void written(
            Mailboxes.Delivery delivery,
            InstanceState before,
            TurnResult result,
            TurnWritten written,
            String name,
            int claimed) {
        History history = before.history();
        if (result.continued() != null) {
            history = new History(List.of());
        } else if (result.replaces()) {
            history = new History(result.history());
        } else {
            history.append(result.history());
        }
        InstanceState after = before.after(result, history);
        if (after.status().isFinished()) {
            cache.remove(after.id());
        } else {
            cache.put(after);
        }
        List<ActivityRow> activities = new ArrayList<>();
        result.activities()
                .subList(0, claimed)
                .forEach(each -> activities.add(
                        new ActivityRow(before.id(), before.execution(), each.id(), each.name(), each.input(), name)));
        node.activities().run(activities, result.activities().size() - claimed);
        written.sent().forEach(node::deliver);
        written.started().forEach(this::started);
        TurnResult.Continued again = result.continued();
        if (again != null) {
            node.mailboxes().post(after.id(), box -> {
                again.carried()
                        .forEach(event -> box.add(
                                new StoredMessage(event.message(), new Message(after.id(), null, event), null)));
                box.poke();
            });
        }
        node.dueTimes().add(after);
        node.mailboxes().done(delivery);
        if (before.status() == RuntimeStatus.PENDING || after.status().isFinished()) {
            node.waiters().changed(after.seen(result));
        }
    }

    private void started(NewInstance child) {
        node.started(child);
    }

    /** Another node, or a client, has written this instance: what is known of it here is old. */
    private void outdated(Mailboxes.Delivery delivery) {
        if (node.ownership().has(delivery.id())) {
            node.mailboxes().again(delivery, List.of());
        } else {
            node.mailboxes().drop(delivery.id()).forEach(node::forward);
        }
    }

    private void failed(Mailboxes.Delivery delivery, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        cache.remove(delivery.id());
        if (cause instanceof OutdatedTurnException) {
            outdated(delivery);
            return;
        }
        if (cause instanceof StaleMessageException stale) {
            node.mailboxes().again(delivery, List.of(stale.message()));
            return;
        }
        int failures = node.mailboxes().failed(delivery);
        if (!node.isClosed()) {
            LOG.error("A turn of instance {} could not be stored; it is run again", delivery.id(), cause);
            node.retryLater(delivery.id(), failures);
        }
    }
}
