package dev.connectorkit.orchestration.internal.history;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.HistoryEvent.EventRaised;
import dev.connectorkit.orchestration.HistoryEvent.EventSent;
import dev.connectorkit.orchestration.HistoryEvent.ExecutionCompleted;
import dev.connectorkit.orchestration.HistoryEvent.ExecutionResumed;
import dev.connectorkit.orchestration.HistoryEvent.ExecutionRewound;
import dev.connectorkit.orchestration.HistoryEvent.ExecutionStarted;
import dev.connectorkit.orchestration.HistoryEvent.ExecutionSuspended;
import dev.connectorkit.orchestration.HistoryEvent.ExecutionTerminated;
import dev.connectorkit.orchestration.HistoryEvent.PatchApplied;
import dev.connectorkit.orchestration.HistoryEvent.SubOrchestrationCompleted;
import dev.connectorkit.orchestration.HistoryEvent.SubOrchestrationCreated;
import dev.connectorkit.orchestration.HistoryEvent.SubOrchestrationFailed;
import dev.connectorkit.orchestration.HistoryEvent.TaskCompleted;
import dev.connectorkit.orchestration.HistoryEvent.TaskFailed;
import dev.connectorkit.orchestration.HistoryEvent.TaskScheduled;
import dev.connectorkit.orchestration.HistoryEvent.TimerCanceled;
import dev.connectorkit.orchestration.HistoryEvent.TimerCreated;
import dev.connectorkit.orchestration.HistoryEvent.TimerFired;
import dev.connectorkit.orchestration.RuntimeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types of events: one entry each. Entries are stored data; members may be added, but neither renamed nor removed. */
final class EventTypes {

    private static final List<EventType<?>> ALL = List.of(
            type(
                    ExecutionStarted.class,
                    (e, json) -> json.text("name", e.name())
                            .text("execution", e.execution())
                            .text("version", e.version())
                            .payload("input", e.input()),
                    in -> new ExecutionStarted(
                            in.at(), in.text("name"), in.text("execution"), in.payload(), in.optional("version")),
                    (e, at) -> new ExecutionStarted(at, e.name(), e.execution(), e.input(), e.version())),
            type(
                    TaskScheduled.class,
                    (e, json) -> (e.call() == e.id()
                                    ? action(e, json)
                                    : action(e, json).number("call", e.call()))
                            .text("name", e.name())
                            .duration("timeout", e.timeout())
                            .duration("heartbeatTimeout", e.heartbeatTimeout())
                            .payload("input", e.input()),
                    in -> new TaskScheduled(
                            in.at(),
                            in.number("id"),
                            in.text("name"),
                            in.payload(),
                            in.number("call", in.number("id")),
                            in.duration("timeout"),
                            in.duration("heartbeatTimeout")),
                    (e, at) -> new TaskScheduled(
                            at, e.id(), e.name(), e.input(), e.call(), e.timeout(), e.heartbeatTimeout())),
            type(
                    TaskCompleted.class,
                    (e, json) -> answer(e, json).payload("result", e.result()),
                    in -> new TaskCompleted(in.at(), in.number("taskId"), in.payload()),
                    (e, at) -> new TaskCompleted(at, e.taskId(), e.result())),
            type(
                    TaskFailed.class,
                    (e, json) -> answer(e, json).failure(e.failure()),
                    in -> new TaskFailed(in.at(), in.number("taskId"), in.failed()),
                    (e, at) -> new TaskFailed(at, e.taskId(), e.failure())),
            type(
                    TimerCreated.class,
                    (e, json) -> action(e, json).time("fireAt", e.fireAt()),
                    in -> new TimerCreated(in.at(), in.number("id"), in.instant("fireAt")),
                    (e, at) -> new TimerCreated(at, e.id(), e.fireAt())),
            type(
                    TimerFired.class,
                    EventTypes::answer,
                    in -> new TimerFired(in.at(), in.number("taskId")),
                    (e, at) -> new TimerFired(at, e.taskId())),
            type(
                    TimerCanceled.class,
                    (e, json) -> action(e, json).number("timerId", e.timerId()),
                    in -> new TimerCanceled(in.at(), in.number("id"), in.number("timerId")),
                    (e, at) -> new TimerCanceled(at, e.id(), e.timerId())),
            type(
                    SubOrchestrationCreated.class,
                    (e, json) -> action(e, json)
                            .text("name", e.name())
                            .text("instanceId", e.instanceId())
                            .text("version", e.version())
                            .payload("input", e.input()),
                    in -> new SubOrchestrationCreated(
                            in.at(),
                            in.number("id"),
                            in.text("name"),
                            in.text("instanceId"),
                            in.payload(),
                            in.optional("version")),
                    (e, at) ->
                            new SubOrchestrationCreated(at, e.id(), e.name(), e.instanceId(), e.input(), e.version())),
            type(
                    SubOrchestrationCompleted.class,
                    (e, json) -> answer(e, json).payload("result", e.result()),
                    in -> new SubOrchestrationCompleted(in.at(), in.number("taskId"), in.payload()),
                    (e, at) -> new SubOrchestrationCompleted(at, e.taskId(), e.result())),
            type(
                    SubOrchestrationFailed.class,
                    (e, json) -> answer(e, json).failure(e.failure()),
                    in -> new SubOrchestrationFailed(in.at(), in.number("taskId"), in.failed()),
                    (e, at) -> new SubOrchestrationFailed(at, e.taskId(), e.failure())),
            type(
                    EventSent.class,
                    (e, json) -> action(e, json)
                            .text("name", e.name())
                            .text("instanceId", e.instanceId())
                            .payload("input", e.input()),
                    in -> new EventSent(in.at(), in.number("id"), in.text("name"), in.text("instanceId"), in.payload()),
                    (e, at) -> new EventSent(at, e.id(), e.name(), e.instanceId(), e.input())),
            type(
                    EventRaised.class,
                    (e, json) -> json.text("name", e.name())
                            .time("raisedAt", e.raisedAt())
                            .number("message", e.message())
                            .payload("input", e.input()),
                    in -> new EventRaised(
                            in.at(), in.text("name"), in.payload(), in.instant("raisedAt"), in.longNumber("message")),
                    (e, at) -> new EventRaised(at, e.name(), e.input(), e.raisedAt(), e.message())),
            type(
                    PatchApplied.class,
                    (e, json) -> json.text("name", e.name()),
                    in -> new PatchApplied(in.at(), in.text("name")),
                    (e, at) -> new PatchApplied(at, e.name())),
            type(
                    ExecutionSuspended.class,
                    (e, json) -> json.text("reason", e.reason()),
                    in -> new ExecutionSuspended(in.at(), in.optional("reason")),
                    (e, at) -> new ExecutionSuspended(at, e.reason())),
            type(
                    ExecutionResumed.class,
                    (e, json) -> json.text("reason", e.reason()),
                    in -> new ExecutionResumed(in.at(), in.optional("reason")),
                    (e, at) -> new ExecutionResumed(at, e.reason())),
            type(
                    ExecutionTerminated.class,
                    (e, json) -> json.flag("recursive", e.recursive()).text("reason", e.reason()),
                    in -> new ExecutionTerminated(in.at(), in.optional("reason"), in.flag("recursive")),
                    (e, at) -> new ExecutionTerminated(at, e.reason(), e.recursive())),
            type(
                    ExecutionRewound.class,
                    (e, json) -> json.numbers("failed", e.failed()).text("reason", e.reason()),
                    in -> new ExecutionRewound(in.at(), in.optional("reason"), in.numbers("failed")),
                    (e, at) -> new ExecutionRewound(at, e.reason(), e.failed())),
            type(
                    ExecutionCompleted.class,
                    (e, json) -> json.text("status", e.status().toString())
                            .failure(e.failure())
                            .payload("result", e.result()),
                    in -> new ExecutionCompleted(
                            in.at(), RuntimeStatus.of(in.text("status")), in.payload(), in.optionalFailure()),
                    (e, at) -> new ExecutionCompleted(at, e.status(), e.result(), e.failure())));

    private static final Map<String, EventType<?>> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));

    private EventTypes() {}

    static EventType<?> of(HistoryEvent event) {
        return named(event.getClass().getSimpleName());
    }

    static EventType<?> named(String name) {
        EventType<?> type = BY_NAME.get(name);
        if (type == null) {
            throw new IllegalArgumentException("There is no event of the type " + name);
        }
        return type;
    }

    private static <E extends HistoryEvent> EventType<E> type(
            Class<E> type,
            EventType.Writer<E> writer,
            Function<EventFields, E> reader,
            BiFunction<E, Instant, E> timed) {
        return new EventType<>(type, writer, reader, timed);
    }

    private static EventWriter action(HistoryEvent.Action event, EventWriter json) throws java.io.IOException {
        return json.number("id", event.id());
    }

    private static EventWriter answer(HistoryEvent.Answer event, EventWriter json) throws java.io.IOException {
        return json.number("taskId", event.taskId());
    }
}
