package dev.connectorkit.drills;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.orchestration.EventOptions;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.StartOptions;
import dev.connectorkit.sdk.ConnectorRuntime;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.storage.SkewedSystemClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node that publishes events, starts orchestrations and actions without a pause, and writes into a file what was acknowledged.
 * It goes on with what an earlier run has begun.
 */
final class DrillNode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DrillNode.class);
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final int MILLIS = 10;

    /** The payload of an event, and the result of an action. */
    public record Numbered(String id) {}

    private final Callbacks<Void, Numbered> event =
            Callbacks.named("numbered", Void.class, Numbered.class).build();
    private final AsyncAction<Numbered, Numbered> action;
    private final ConnectorRuntime runtime;
    private final Path folder;
    private final Path acknowledged;
    private final String receiver;
    private final String run;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Set<String> waiting = Collections.synchronizedSet(new LinkedHashSet<>());
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);

    private DrillNode(Path folder, String name, String receiver, Consumer<ConnectorRuntime.Builder> store) {
        this.folder = folder;
        this.receiver = receiver;
        this.acknowledged = folder.resolve(name + ".acknowledged");
        this.run = name + "-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        this.action = AsyncAction.named("repeat", Numbered.class, Numbered.class)
                .work((input, progress) -> input)
                .maxQueued(1_000_000)
                .build();
        ConnectorRuntime.Builder builder = ConnectorRuntime.builder()
                .dataDir(folder)
                .callbacks(event)
                .actions(action)
                .orchestrations(
                        orchestrations(folder.resolve("ended")),
                        options -> options.engine(engine -> engine.lease(LEASE)))
                .delivery(options -> options.policy(policy()).guard(CallbackGuard.forDevelopment()));
        store.accept(builder);
        this.runtime = builder.build();
    }

    /** Arguments: store, folder, name, URL of the receiver, seconds by which its clock is ahead. */
    public static void main(String[] arguments) throws Exception {
        Duration ahead = Duration.ofSeconds(Long.parseLong(arguments[4]));
        start(
                Path.of(arguments[1]),
                arguments[2],
                arguments[3],
                builder -> builder.store(arguments[0]).clock(new SkewedSystemClock(ahead)));
    }

    /** Starts a node. */
    static DrillNode start(Path folder, String name, String receiver, Consumer<ConnectorRuntime.Builder> store)
            throws IOException {
        DrillNode node = new DrillNode(folder, name, receiver, store);
        node.runtime.start();
        node.event.subscribe(receiver + "/event/a");
        node.event.subscribe(receiver + "/event/b");
        node.resume();
        append(folder.resolve(name + ".ready"), "ready");
        node.repeat(node::publish);
        node.repeat(node::startOrchestration);
        node.repeat(node::startAction);
        return node;
    }

    private static DeliveryPolicy policy() {
        return DeliveryPolicy.builder()
                .schedule(Collections.nCopies(50, Duration.ofMillis(100)).toArray(Duration[]::new))
                .attemptTimeout(Duration.ofSeconds(5))
                .throttleDelay(Duration.ofMillis(100))
                .lease(LEASE)
                .build();
    }

    private static Orchestrations orchestrations(Path ended) {
        return Orchestrations.create()
                .registerActivity("Step", String.class, String.class, id -> id)
                .registerActivity("End", String.class, Void.class, (context, id) -> {
                    append(ended, id + " " + context.taskKey());
                    return null;
                })
                .register("Work", String.class, String.class, (ctx, id) -> {
                    ctx.callActivity("Step", id, String.class).await();
                    ctx.createTimer(Duration.ofMillis(20)).await();
                    String got = ctx.waitForExternalEvent("Go", String.class).await();
                    ctx.callActivity("End", got).await();
                    return got;
                });
    }

    /** Finds the orchestrations that were started by an earlier run and whose event is not known to have arrived. */
    private void resume() throws IOException {
        if (Files.exists(acknowledged)) {
            for (String line : Files.readAllLines(acknowledged)) {
                String[] words = line.split(" ");
                if (words[0].equals("start")) {
                    waiting.add(words[1]);
                } else if (words[0].equals("go")) {
                    waiting.remove(words[1]);
                }
            }
        }
    }

    private void repeat(Runnable step) {
        threads.scheduleWithFixedDelay(
                () -> {
                    try {
                        if (!Files.exists(folder.resolve("stop"))) {
                            step.run();
                        } else {
                            raiseEvents();
                        }
                    } catch (RuntimeException e) {
                        refused.incrementAndGet();
                        LOG.warn("Not acknowledged: {}", e.toString());
                    }
                },
                0,
                MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Returns how often something was not acknowledged. */
    int refused() {
        return refused.get();
    }

    private String next() {
        return run + "-" + numbers.incrementAndGet();
    }

    private void publish() {
        String id = next();
        event.publish(new Numbered(id));
        append(acknowledged, "event " + id);
    }

    private void startAction() {
        String id = next();
        action.accept(receiver + "/done/" + id, new Numbered(id));
        append(acknowledged, "action " + id);
    }

    private void startOrchestration() {
        String id = next();
        runtime.orchestrations().start("Work", id, StartOptions.withId(id));
        append(acknowledged, "start " + id);
        waiting.add(id);
        raiseEvents();
    }

    private void raiseEvents() {
        for (String id : List.copyOf(waiting)) {
            try {
                runtime.orchestrations().raiseEvent(id, "Go", id, EventOptions.withIdempotencyKey("go"));
            } catch (InstanceStateException e) {
                // The event of an earlier run arrived, and the instance has ended.
            }
            append(acknowledged, "go " + id);
            waiting.remove(id);
        }
    }

    /** Writes a line at once, which a killed process leaves whole or not at all. */
    private static void append(Path file, String line) {
        try {
            Files.write(
                    file,
                    (line + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        runtime.close();
    }
}
