package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.orchestration.internal.replay.TurnResult;
import dev.connectorkit.orchestration.internal.store.ActivityPlan;
import dev.connectorkit.orchestration.internal.store.ActivityRow;
import dev.connectorkit.orchestration.internal.store.Snapshot;
import dev.connectorkit.orchestration.internal.store.StoredMessage;
import dev.connectorkit.orchestration.internal.store.TurnWritten;
import dev.connectorkit.storage.DueTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The effects of a turn in memory, once it is stored: activities, messages, timers, waiting clients. Thread-safe. */
final class TurnEffects {

    private final Mailboxes mailboxes;
    private final StateCache cache;
    private final Dispatcher dispatcher;
    private final ActivityWorker activities;
    private final DueTimes timers;
    private final Waiters waiters;
    private final PartitionAssignment assignment;
    private final InstanceEvents events;

    TurnEffects(
            Mailboxes mailboxes,
            StateCache cache,
            Dispatcher dispatcher,
            ActivityWorker activities,
            DueTimes timers,
            Waiters waiters,
            PartitionAssignment assignment,
            InstanceEvents events) {
        this.mailboxes = mailboxes;
        this.cache = cache;
        this.dispatcher = dispatcher;
        this.activities = activities;
        this.timers = timers;
        this.waiters = waiters;
        this.assignment = assignment;
        this.events = events;
    }

    /** Postpones the turns of sub-orchestrations until they are stored. */
    void before(TurnResult result) {
        result.children().forEach(child -> mailboxes.hold(child.instanceId()));
        result.rewoundChildren().forEach(child -> mailboxes.hold(child.instanceId()));
    }

    /** Ends {@link #before}. */
    void after(TurnResult result) {
        result.children().forEach(child -> mailboxes.release(child.instanceId()));
        result.rewoundChildren().forEach(child -> mailboxes.release(child.instanceId()));
    }

    void written(TurnRunner.Step step, TurnResult result, TurnWritten written, ActivityPlan plan) {
        InstanceState before = step.state();
        boolean first = before.status() == RuntimeStatus.PENDING;
        InstanceState after = before.after(result, plan.runner());
        if (after.status().isFinished()) {
            cache.remove(after.id());
        } else {
            cache.put(after);
        }
        List<ActivityRow> rows = new ArrayList<>();
        for (HistoryEvent.TaskScheduled activity : result.activities().subList(0, plan.claimed())) {
            rows.add(ActivityRow.of(before, activity, Objects.requireNonNull(plan.runner())));
        }
        activities.run(rows, result.activities().size() - plan.claimed());
        written.sent().forEach(dispatcher::deliver);
        written.started().forEach(dispatcher::started);
        timers.add(after.nextDue(), after.id());
        mailboxes.done(step.delivery(), left(step, result), result.continued() != null);
        if (first || after.status().isFinished()) {
            waiters.changed(new Snapshot(after.instance().origin(), after.seen(result)));
        }
        events.report(before, result);
    }

    /** Returns the messages for the next turn: those that this one did not take, after those that it carries over. */
    private static List<StoredMessage> left(TurnRunner.Step step, TurnResult result) {
        TurnResult.Continued again = result.continued();
        if (again == null) {
            return step.left();
        }
        List<StoredMessage> left = new ArrayList<>();
        for (HistoryEvent.EventRaised event : again.carried()) {
            left.add(new StoredMessage(event.message(), new Message(step.state().id(), null, event), null));
        }
        left.addAll(step.left());
        return left;
    }

    /** Handles a turn that came before the start time; messages stay in the inbox, which the first turn reads. */
    void tooEarly(TurnRunner.Step step) {
        timers.add(step.state().nextDue(), step.state().id());
        cache.remove(step.state().id());
        mailboxes.done(step.delivery(), List.of(), false);
    }

    /** Handles a turn without changes. */
    void nothing(TurnRunner.Step step) {
        InstanceState state = step.state();
        timers.add(state.nextDue(), state.id());
        if (state.status().isFinished()) {
            waiters.look(state.id());
        } else {
            cache.put(state);
        }
        mailboxes.done(step.delivery(), step.left(), false);
    }

    /** Leaves an instance whose version this node does not accept to another one: its messages stay in the store. */
    void rejected(TurnRunner.Step step) {
        cache.remove(step.state().id());
        step.taken().forEach(dispatcher::forward);
        step.left().forEach(dispatcher::forward);
        mailboxes.done(step.delivery(), List.of(), false);
    }

    void unknown(Mailboxes.Delivery delivery) {
        waiters.look(delivery.id());
        mailboxes.done(delivery, List.of(), false);
    }

    void outdated(Mailboxes.Delivery delivery) {
        if (assignment.has(delivery.id())) {
            mailboxes.again(delivery, List.of());
        } else {
            mailboxes.drop(delivery.id()).forEach(dispatcher::forward);
        }
    }
}
