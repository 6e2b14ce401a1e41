package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.orchestration.internal.replay.Turn;
import dev.connectorkit.orchestration.internal.replay.TurnResult;
import dev.connectorkit.orchestration.internal.store.HeldWork;
import dev.connectorkit.orchestration.internal.store.OutdatedTurnException;
import dev.connectorkit.orchestration.internal.store.StaleMessageException;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import dev.connectorkit.storage.Maintenance;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs turns: takes the work of a mailbox, runs the code, and hands the result to the store. A thread does not wait for the disk.
 */
final class TurnRunner {

    private static final Logger LOG = LoggerFactory.getLogger(TurnRunner.class);
    private static final long LONGEST_RETRY_SECONDS = 30;

    private final Mailboxes mailboxes;
    private final InstanceLoader loader;
    private final Turn turn;
    private final TurnWriter writer;
    private final LostWork lost;
    private final PartitionAssignment assignment;
    private final Clock clock;
    private volatile boolean closed;

    TurnRunner(
            Mailboxes mailboxes,
            InstanceLoader loader,
            Turn turn,
            TurnWriter writer,
            LostWork lost,
            PartitionAssignment assignment,
            Clock clock) {
        this.mailboxes = mailboxes;
        this.loader = loader;
        this.turn = turn;
        this.writer = writer;
        this.lost = lost;
        this.assignment = assignment;
        this.clock = clock;
    }

    void run(String id) {
        Mailboxes.Delivery delivery = mailboxes.take(id);
        try {
            step(delivery);
        } catch (RuntimeException | Error e) {
            failed(delivery, null, e);
        }
    }

    private void step(Mailboxes.Delivery delivery) {
        InstanceLoader.Loaded loaded = loader.load(delivery);
        List<StoredMessage> ordered = MessageOrder.inOrder(delivery.messages(), loaded.inbox());
        InstanceState state = loaded.state();
        if (state == null) {
            writer.drop(delivery, ordered, failure -> failed(delivery, null, failure));
            return;
        }
        int taken = MessageOrder.forOneTurn(ordered);
        Step step = new Step(delivery, state, ordered.subList(0, taken), ordered.subList(taken, ordered.size()));
        try {
            TurnResult result = turn.run(state, step.messages(), clock.instant());
            if (!closed) {
                write(step, result);
            }
        } catch (RuntimeException | Error e) {
            failed(delivery, step, e);
        }
    }

    private void write(Step step, TurnResult result) {
        Mailboxes.Delivery delivery = step.delivery();
        PendingStart start = delivery.start();
        if (start != null && step.taken().isEmpty() && result.canBegin() && start.take()) {
            begin(step, start, result);
        } else {
            afterStart(delivery, () -> writer.write(step, result, failure -> failed(delivery, step, failure)));
        }
    }

    private void begin(Step step, PendingStart start, TurnResult result) {
        try {
            writer.store(step, start, result, failure -> {
                if (start.stored().isDone()) {
                    failed(step.delivery(), step, failure);
                } else if (TurnErrors.isLasting(TurnErrors.cause(failure), 0)) {
                    // Nothing is stored, and the result is to blame: the instance is stored, and fails.
                    start.storeTaken();
                    failed(step.delivery(), step, failure);
                } else {
                    start.end(failure);
                    notStored(step.delivery().id());
                }
            });
        } catch (RuntimeException | Error e) {
            start.storeTaken();
            throw e;
        }
    }

    /** Continues once the instance is stored. */
    private void afterStart(Mailboxes.Delivery delivery, Runnable then) {
        PendingStart start = delivery.start();
        if (start == null) {
            then.run();
            return;
        }
        start.storeAlone();
        Maintenance.after(start.stored(), (stored, failure) -> {
            if (failure == null) {
                then.run();
            } else {
                notStored(delivery.id());
            }
        });
    }

    /** Abandons an instance whose client has an exception; if it is stored all the same, it goes on from there. */
    private void notStored(String id) {
        List<StoredMessage> unused = mailboxes.drop(id);
        HeldWork.Held held = new HeldWork.Held(id, assignment.node());
        lost.releaseLater(held, 0, () -> mailboxes.post(id, Mailboxes.Mailbox::poke));
    }

    /**
     * A turn with its work.
     *
     * @param delivery the work
     * @param state the instance before
     * @param taken the messages of the turn
     * @param left messages for later turns
     */
    record Step(Mailboxes.Delivery delivery, InstanceState state, List<StoredMessage> taken, List<StoredMessage> left) {

        List<Message> messages() {
            return taken.stream().map(StoredMessage::message).toList();
        }
    }

    private void failed(Mailboxes.Delivery delivery, @Nullable Step step, Throwable failure) {
        afterStart(delivery, () -> retryOrFail(delivery, step, TurnErrors.cause(failure)));
    }

    private void retryOrFail(Mailboxes.Delivery delivery, @Nullable Step step, Throwable cause) {
        loader.forget(delivery.id());
        if (cause instanceof OutdatedTurnException) {
            writer.outdated(delivery);
            return;
        }
        if (cause instanceof StaleMessageException stale) {
            mailboxes.again(delivery, List.of(stale.message()));
            return;
        }
        if (closed) {
            return;
        }
        int failures = mailboxes.failed(delivery);
        if (step != null && TurnErrors.isLasting(cause, failures)) {
            LOG.error("The result of instance {} cannot be stored; the instance fails", delivery.id(), cause);
            TurnResult result = turn.fail(step.state(), step.messages(), clock.instant(), cause);
            writer.write(step, result, again -> retryLater(delivery, step, mailboxes.failed(delivery), again));
        } else {
            retryLater(delivery, step, failures, cause);
        }
    }

    private void retryLater(Mailboxes.Delivery delivery, @Nullable Step step, int failures, Throwable cause) {
        if (!closed) {
            String id = delivery.id();
            LOG.error("A turn of instance {} could not be stored; it is retried", id, cause);
            long seconds = Math.min(LONGEST_RETRY_SECONDS, 1L << Math.min(failures, 5));
            // The activities of earlier turns go on, unless this turn is stored although its commit failed.
            HeldWork.Held held = step == null
                    ? null
                    : new HeldWork.Held(id, assignment.node(), step.state().turn());
            lost.releaseLater(held, TimeUnit.SECONDS.toMillis(seconds), () -> mailboxes.retry(id));
        }
    }

    /** Discards the results of turns that are running: they may be those of interrupted code. */
    void close() {
        closed = true;
    }
}
