package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.orchestration.internal.replay.Turn;
import dev.connectorkit.orchestration.internal.replay.TurnResult;
import dev.connectorkit.orchestration.internal.store.OutdatedTurnException;
import dev.connectorkit.orchestration.internal.store.StaleMessageException;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs turns: takes the work of a mailbox, runs the code, and hands the result to the store. A thread does not wait for the disk.
 */
final class TurnRunner implements TurnThreads.Turns {

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

    @Override
    public void run(String id) {
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
                writer.write(step, result, failure -> failed(delivery, step, failure));
            }
        } catch (RuntimeException | Error e) {
            failed(delivery, step, e);
        }
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
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
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
            writer.write(step, result, again -> retry(delivery, again));
        } else {
            retryLater(delivery, failures, cause);
        }
    }

    private void retry(Mailboxes.Delivery delivery, Throwable cause) {
        retryLater(delivery, mailboxes.failed(delivery), cause);
    }

    private void retryLater(Mailboxes.Delivery delivery, int failures, Throwable cause) {
        if (!closed) {
            LOG.error("A turn of instance {} could not be stored; it is retried", delivery.id(), cause);
            long seconds = Math.min(LONGEST_RETRY_SECONDS, 1L << Math.min(failures, 5));
            String id = delivery.id();
            lost.releaseLater(id, assignment.node(), TimeUnit.SECONDS.toMillis(seconds), () -> mailboxes.retry(id));
        }
    }

    /** Discards the results of turns that are running: they may be those of interrupted code. */
    void close() {
        closed = true;
    }
}
