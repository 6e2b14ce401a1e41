package dev.connectorkit.orchestration.kill;

import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.Task;
import dev.connectorkit.orchestration.TypeRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Instances with activities, timers, events, sub-orchestrations and continueAsNew. The result lists the consumed events; a log of
 * runs lists the activities.
 */
final class Workload {

    static final int EVENTS = 4;
    private static final int EVENTS_PER_RUN = 2;
    private static final TypeRef<Work> WORK = new TypeRef<>() {};

    /** The input, carried from run to run. */
    record Work(int number, List<String> events, int sum) {}

    /** An event: which of the four, and which attempt of a client that did not learn whether the last one arrived. */
    record Ping(int event, int attempt) {
        @Override
        public String toString() {
            return event + "/" + attempt;
        }
    }

    private Workload() {}

    static Orchestrations orchestrations(Path runs) {
        return Orchestrations.create()
                .registerActivity("Step", String.class, Integer.class, label -> {
                    append(runs, label);
                    return label.length();
                })
                .register("Child", Integer.class, Integer.class, (ctx, number) -> {
                    Task<Integer> a = ctx.callActivity("Step", number + "/child-a", Integer.class);
                    Task<Integer> b = ctx.callActivity("Step", number + "/child-b", Integer.class);
                    ctx.createTimer(Duration.ofMillis(30)).await();
                    return a.await() + b.await();
                })
                .register("Work", WORK, WORK, (ctx, work) -> {
                    int sum = work.sum();
                    List<String> events = new ArrayList<>(work.events());
                    if (events.isEmpty()) {
                        sum += ctx.callActivity("Step", work.number() + "/first", Integer.class)
                                .await();
                    }
                    for (int i = 0; i < EVENTS_PER_RUN && distinct(events) < EVENTS; i++) {
                        events.add(ctx.waitForExternalEvent("Ping", Ping.class)
                                .await()
                                .toString());
                    }
                    ctx.createTimer(Duration.ofMillis(20)).await();
                    if (distinct(events) < EVENTS) {
                        ctx.continueAsNew(new Work(work.number(), events, sum));
                    }
                    sum += ctx.callSubOrchestrator("Child", work.number(), Integer.class)
                            .await();
                    sum += ctx.callActivity("Step", work.number() + "/last", Integer.class)
                            .await();
                    return new Work(work.number(), events, sum);
                });
    }

    static Work input(int number) {
        return new Work(number, List.of(), 0);
    }

    static long distinct(List<String> events) {
        return events.stream()
                .map(event -> event.substring(0, event.indexOf('/')))
                .distinct()
                .count();
    }

    static List<String> labels(int number) {
        return List.of(number + "/first", number + "/child-a", number + "/child-b", number + "/last");
    }

    static int sum(int number) {
        return labels(number).stream().mapToInt(String::length).sum();
    }

    /** One line in one write, which a killed process leaves whole or not at all. */
    static void append(Path file, String line) {
        try {
            Files.write(
                    file,
                    (line + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
