package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.RetryPolicy;
import dev.connectorkit.test.Run;
import dev.connectorkit.test.TestClock;
import dev.connectorkit.test.WorkflowEngine;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A connector that is imported, with an engine that plays on one thread of its own. The engine's clock goes as fast as the time
 * factor says, stands still at 0, and jumps when it is asked to. Thread-safe.
 */
final class Session implements AutoCloseable {

    private static final long TICK_MILLIS = 50;

    private final Store store;
    private final Events events;
    private final Store.Imported connector;
    private volatile Secrets secrets;
    private final SwitchedFaults faults;
    private final TestClock clock;
    private final WorkflowEngine engine;
    private final Map<String, Live> live = new ConcurrentHashMap<>();
    private final Map<String, String> workflowsOfEngine = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "connectorkit-workbench-engine");
        made.setDaemon(true);
        return made;
    });
    private volatile boolean receiverDown;
    private volatile double factor = 1;
    private volatile String problem = "";
    private volatile Optional<Instant> nextDue = Optional.empty();
    private long lastTick = System.nanoTime();

    /** Imports the document. */
    Session(
            Store store,
            Events events,
            WorkflowEngine.Builder builder,
            String source,
            Secrets secrets,
            SwitchedFaults faults,
            Instant start) {
        this.store = store;
        this.events = events;
        this.secrets = secrets;
        this.faults = faults;
        this.clock = TestClock.at(start);
        this.engine = builder.clock(clock)
                .connection(request -> this.secrets.connection().authorize(request))
                .interceptor(faults)
                .listener(this::record)
                .build();
        this.connector = Store.Imported.of(engine, source);
        var unused = thread.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    Store.Imported connector() {
        return connector;
    }

    Secrets secrets() {
        return secrets;
    }

    /** Sends all further requests with these credentials. */
    void connect(Secrets next) {
        secrets = next.hidingAlso(secrets);
        problem = "";
        events.changed("connector");
    }

    SwitchedFaults faults() {
        return faults;
    }

    /** Returns the engine, whose document may be read by any thread. */
    WorkflowEngine engine() {
        return engine;
    }

    /** Returns a builder of another engine for the same connector, without retries, for tests beside the workflows. */
    WorkflowEngine.Builder another() {
        return WorkflowEngine.builder()
                .document(connector.document())
                .base(URI.create(connector.base()))
                .connection(request -> secrets.connection().authorize(request))
                .retryPolicy(RetryPolicy.none());
    }

    Instant now() {
        return clock.instant();
    }

    double factor() {
        return factor;
    }

    /** Returns the reason for which the engine's last failure happened; empty if absent. */
    String problem() {
        return problem;
    }

    Optional<Instant> nextDue() {
        return nextDue;
    }

    /** Sets the speed of time: 1 as on the wall, 0 to stop it. */
    void factor(double faster) {
        if (!(faster >= 0 && faster <= 1000)) {
            throw new IllegalArgumentException("factor must be from 0 to 1000, but is " + faster);
        }
        factor = faster;
        events.changed("time");
    }

    /** Lets time pass at once. */
    void advance(Duration time) {
        call(engine -> {
            engine.advance(time);
            return true;
        });
        events.changed("time");
    }

    /** Lets time pass at once until the next thing that the engine has to do. */
    void skip() {
        engine.nextDue().ifPresent(due -> {
            Duration wait = Duration.between(now(), due);
            advance(wait.isNegative() ? Duration.ZERO : wait);
        });
    }

    /** Refuses the connections of callbacks, or no longer does so. */
    void receiverDown(boolean down) {
        call(engine -> {
            engine.receiverDown(down);
            return true;
        });
        receiverDown = down;
        events.changed("workflow");
    }

    boolean isReceiverDown() {
        return receiverDown;
    }

    Optional<Live> live(String workflow) {
        return Optional.ofNullable(live.get(workflow));
    }

    /** Makes a workflow of a card and starts it. */
    Store.Workflow create(String operationId, JsonNode inputs, Duration recurrence, PlaySettings settings) {
        DesignerOperation operation = engine.designer()
                .operation(operationId)
                .orElseThrow(() -> new IllegalArgumentException("There is no operation '" + operationId + "'"));
        String kind = operation.recurrence() ? "poll" : operation.kind().isTrigger() ? "webhook" : "action";
        Store.Workflow workflow = new Store.Workflow(
                UUID.randomUUID().toString().substring(0, 8),
                connector.id(),
                operationId,
                kind,
                inputs,
                recurrence.toSeconds(),
                Instant.now());
        start(workflow, settings);
        return workflow;
    }

    /** Starts a workflow, or starts it again: a webhook that is subscribed is renewed, with another callback URL. */
    void start(Store.Workflow workflow, PlaySettings settings) {
        boolean stored = store.workflow(workflow.id()).isPresent();
        call(engine -> {
            Live known = live.get(workflow.id());
            if (known != null && !workflow.kind().equals("action")) {
                known.enable();
            } else {
                Live started = Live.begin(engine, workflow, settings);
                workflowsOfEngine.put(started.engineId(), workflow.id());
                live.put(workflow.id(), started);
                store.rename(started.engineId(), workflow.id());
            }
            return true;
        });
        if (!stored) {
            store.save(workflow);
        }
        events.changed("workflow " + workflow.id());
    }

    /** Runs something with a workflow on the engine's thread. */
    void with(String workflow, Consumer<Live> action) {
        Live known = live(workflow)
                .orElseThrow(() -> new IllegalStateException("The workflow is not started; start it first"));
        call(engine -> {
            action.accept(known);
            return true;
        });
        events.changed("workflow " + workflow);
    }

    /** Runs something on the engine's thread and waits for its end. */
    <T> T call(Function<WorkflowEngine, T> action) {
        Callable<T> task = () -> {
            try {
                return action.apply(engine);
            } finally {
                look();
            }
        };
        try {
            return thread.submit(task).get();
        } catch (RejectedExecutionException | CancellationException e) {
            throw new IllegalStateException("Another connector was imported, or the workbench is closed", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the engine worked", e);
        }
    }

    private void tick() {
        long now = System.nanoTime();
        double passed = (now - lastTick) * factor;
        lastTick = now;
        try {
            engine.advance(Duration.ofNanos((long) passed));
            look();
        } catch (RuntimeException e) { // the next tick goes on
            problem = secrets.hide(String.valueOf(e.getMessage()));
            events.changed("time");
        }
    }

    /** Stores new runs, keeps the state for readers on other threads, and forgets what is stored. */
    private void look() {
        nextDue = engine.nextDue();
        engine.forget(Store.MOST);
        live.forEach((id, workflow) -> {
            List<Run> runs = workflow.newRuns(Store.MOST);
            if (!runs.isEmpty()) {
                store.saveRuns(id, runs, secrets);
                events.changed("workflow " + id);
            }
            if (workflow.look()) {
                events.changed("workflow " + id);
            }
        });
    }

    private void record(Exchange exchange) {
        boolean call = exchange.direction() == Exchange.Direction.CALL;
        String engineId = Live.engineId(exchange);
        String workflow = workflowsOfEngine.getOrDefault(engineId, engineId);
        String operation = Live.operation(exchange);
        store.save(connector.id(), workflow, operation, secrets.hide(exchange), call ? faults.takeApplied() : "");
        events.changed("workflow " + workflow);
    }

    @Override
    public void close() {
        for (Runnable waiting : thread.shutdownNow()) {
            if (waiting instanceof Future<?> task) {
                task.cancel(false); // whoever waits for it goes on
            }
        }
        engine.close();
    }
}
