package dev.connectorkit.orchestration.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.orchestration.ActivityContext;
import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.InstanceNotFoundException;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RegisteredActivity;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.StartOptions;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.orchestration.runtime.Payloads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs orchestrations in memory, on the thread of the test and in virtual time, which advances by calls only. Activities are the
 * registered ones, or scripts in their place.
 *
 * <pre>{@code
 * OrchestrationTester tester = OrchestrationTester.of(orchestrations);
 * tester.activity("E4_SendSmsChallenge", phone -> 2168);
 * String id = tester.start("E4_SmsPhoneVerification", "+14255550123");
 * tester.advance(Duration.ofSeconds(91));
 * assertThat(tester.output(id, Boolean.class)).isFalse();
 * }</pre>
 *
 * <p>Runs the same turns as the engine. Not thread-safe.
 */
public final class OrchestrationTester {

    /** The virtual time at which a test begins. */
    public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final Orchestrations orchestrations;
    private final Payloads codec;
    private final VirtualClock clock = new VirtualClock(START);
    private final Simulation simulation;
    private final Map<String, Function<@Nullable Object, @Nullable Object>> scripted = new ConcurrentHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private int count;

    private OrchestrationTester(Orchestrations orchestrations, Payloads codec) {
        this.orchestrations = orchestrations;
        this.codec = codec;
        this.simulation = new Simulation(orchestrations, codec, clock, this::perform);
    }

    /** Returns a tester with the default mapper of an engine. */
    public static OrchestrationTester of(Orchestrations orchestrations) {
        return new OrchestrationTester(orchestrations, Payloads.standard());
    }

    /** Returns a tester with a mapper of payloads, which should be that of the engine. */
    public static OrchestrationTester of(Orchestrations orchestrations, ObjectMapper mapper) {
        return new OrchestrationTester(orchestrations, new Payloads(mapper));
    }

    /**
     * Replaces an activity, registered or not, by a script.
     *
     * @param script receives the input: of the registered type, or as maps, lists and simple values; an exception of the script
     *     fails the activity
     */
    public OrchestrationTester activity(String name, Function<@Nullable Object, @Nullable Object> script) {
        scripted.put(name, script);
        return this;
    }

    /** Starts an instance, runs it until it waits, and returns its id. */
    public String start(String name, @Nullable Object input) {
        return start(name, input, "test-" + ++count);
    }

    /** Starts an instance with this id, runs it until it waits, and returns the id. */
    public String start(String name, @Nullable Object input, String instanceId) {
        return start(name, input, StartOptions.withId(instanceId));
    }

    /** Starts an instance with these options, runs it until it waits, and returns its id. The start time is ignored. */
    public String start(String name, @Nullable Object input, StartOptions options) {
        String id = options.instanceId() == null ? "test-" + ++count : options.instanceId();
        simulation.add(id, name, codec.write(input, "input"), options);
        simulation.settle();
        return id;
    }

    /** Raises an event and runs until all instances wait. */
    public OrchestrationTester raiseEvent(String instanceId, String name, @Nullable Object payload) {
        Instant now = clock.instant();
        String json = codec.write(payload, "payload of event " + name);
        return send(instanceId, new HistoryEvent.EventRaised(now, name, json, now, 0));
    }

    /** Terminates an instance and its sub-orchestrations. */
    public OrchestrationTester terminate(String instanceId, @Nullable String reason) {
        return send(instanceId, new HistoryEvent.ExecutionTerminated(clock.instant(), reason, true));
    }

    /** Suspends an instance. */
    public OrchestrationTester suspend(String instanceId, @Nullable String reason) {
        return send(instanceId, new HistoryEvent.ExecutionSuspended(clock.instant(), reason));
    }

    /** Resumes an instance. */
    public OrchestrationTester resume(String instanceId, @Nullable String reason) {
        return send(instanceId, new HistoryEvent.ExecutionResumed(clock.instant(), reason));
    }

    /** Rewinds a failed instance. */
    public OrchestrationTester rewind(String instanceId, @Nullable String reason) {
        return send(instanceId, new HistoryEvent.ExecutionRewound(clock.instant(), reason, List.of()));
    }

    private OrchestrationTester send(String instanceId, HistoryEvent event) {
        RuntimeStatus status = status(instanceId).runtimeStatus();
        if (!simulation.send(instanceId, null, event)) {
            throw new InstanceStateException(instanceId, status, "this needs another status");
        }
        simulation.settle();
        return this;
    }

    /** Advances the virtual time; timers fire one after the other, each at its time. */
    public OrchestrationTester advance(Duration time) {
        Instant end = clock.instant().plus(time);
        Instant next = simulation.nextDue();
        while (next != null && !next.isAfter(end)) {
            if (next.isAfter(clock.instant())) {
                clock.set(next);
            }
            simulation.fireTimers();
            simulation.settle();
            next = simulation.nextDue();
        }
        clock.set(end);
        return this;
    }

    /** Returns the virtual time. */
    public Instant now() {
        return clock.instant();
    }

    /** Returns the status of an instance. */
    public OrchestrationStatus status(String instanceId) {
        return simulation.status(instanceId);
    }

    /**
     * Returns the output of a completed instance.
     *
     * @throws InstanceStateException if it has not completed; the message has the failure
     */
    public <T extends @Nullable Object> T output(String instanceId, TypeRef<T> type) {
        OrchestrationStatus status = status(instanceId);
        if (status.runtimeStatus() != RuntimeStatus.COMPLETED) {
            FailureDetails failure = status.failure();
            throw new InstanceStateException(
                    instanceId,
                    status.runtimeStatus(),
                    "an output needs a completed one" + (failure == null ? "" : "; it failed with " + failure));
        }
        return codec.read(status.output(), type, "output");
    }

    /** As {@link #output(String, TypeRef)}. */
    public <T extends @Nullable Object> T output(String instanceId, Class<T> type) {
        return output(instanceId, TypeRef.of(type));
    }

    /**
     * Returns the history of the newest run of an instance.
     *
     * @throws InstanceNotFoundException if it is unknown
     */
    public List<HistoryEvent> history(String instanceId) {
        return simulation.history(instanceId);
    }

    /** Returns the names of the activities that have run, in order. */
    public List<String> activityCalls() {
        return List.copyOf(calls);
    }

    private HistoryEvent perform(String instanceId, String execution, HistoryEvent.TaskScheduled call) {
        calls.add(call.name());
        try {
            return new HistoryEvent.TaskCompleted(clock.instant(), call.id(), call(instanceId, execution, call));
        } catch (Exception | Error thrown) {
            return new HistoryEvent.TaskFailed(clock.instant(), call.id(), FailureDetails.of(thrown));
        }
    }

    private @Nullable String call(String instanceId, String execution, HistoryEvent.TaskScheduled call)
            throws Exception {
        Function<@Nullable Object, @Nullable Object> script = scripted.get(call.name());
        RegisteredActivity<?, ?> registered = orchestrations.activity(call.name());
        if (script != null) {
            TypeRef<?> type = registered == null ? TypeRef.of(Object.class) : registered.input();
            Object output = script.apply(codec.read(call.input(), type, "input of activity " + call.name()));
            return codec.write(output, "output of activity " + call.name());
        }
        if (registered == null) {
            throw new IllegalStateException("No activity " + call.name()
                    + " is registered or scripted; use tester.activity(\"" + call.name() + "\", input -> ...)");
        }
        return codec.run(
                registered, new TestedActivity(instanceId, call.name(), execution + "-" + call.call()), call.input());
    }

    private record TestedActivity(String instanceId, String name, String taskKey) implements ActivityContext {
        @Override
        public void heartbeat() {
            // virtual time does not advance while an activity runs
        }
    }
}
