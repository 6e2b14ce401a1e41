package dev.connectorkit.orchestration.bench;

import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.StartOptions;
import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.TestDatabases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Orchestrations per second and the latency of events. Arguments: store, instances in flight, instances per round, waiting
 * instances beside them.
 */
public final class Throughput {

    private Throughput() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty(TestDatabases.FLUSHED, "on");
        String store = arguments.length > 0 ? arguments[0] : "sqlite";
        int inFlight = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 64;
        int instances = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5000;
        int waiting = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 0;
        try (Database database = Database.open(Samples.url(store));
                OrchestrationEngine engine = OrchestrationEngine.builder(Samples.orchestrations(), database)
                        .build()
                        .start()) {
            OrchestrationClient client = engine.client();
            ExecutorService threads = Executors.newFixedThreadPool(inFlight);
            for (int round = 1; round <= 3; round++) {
                report(store, "hello", instances, run(client, threads, "Hello", instances));
                report(store, "five", instances / 4, run(client, threads, "Five", instances / 4));
            }
            latency(store, client);
            if (waiting > 0) {
                waiting(store, client, threads, waiting);
                for (int round = 1; round <= 3; round++) {
                    report(store, "hello beside " + waiting, instances, run(client, threads, "Hello", instances));
                }
                latency(store + " beside " + waiting, client);
            }
            threads.shutdown();
        }
        System.exit(0);
    }

    private static long run(OrchestrationClient client, ExecutorService threads, String name, int count)
            throws Exception {
        long start = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(threads.submit(() -> {
                String id = client.start(name, "x");
                RuntimeStatus status =
                        client.waitForCompletion(id, Duration.ofSeconds(60)).runtimeStatus();
                if (status != RuntimeStatus.COMPLETED) {
                    throw new IllegalStateException(id + " is " + status);
                }
                return id;
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        return System.nanoTime() - start;
    }

    private static void latency(String store, OrchestrationClient client) throws Exception {
        int count = 400;
        long[] micros = new long[count];
        long[] raised = new long[count];
        for (int i = 0; i < count; i++) {
            String id = "latency-" + System.nanoTime();
            client.start("Wait", null, StartOptions.withId(id));
            client.waitForStart(id, Duration.ofSeconds(60));
            long begin = System.nanoTime();
            client.raiseEvent(id, "Go", "now");
            raised[i] = (System.nanoTime() - begin) / 1000;
            Long end = Samples.CONTINUED.get(id);
            while (end == null) {
                LockSupport.parkNanos(1000);
                end = Samples.CONTINUED.get(id);
            }
            micros[i] = (end - begin) / 1000;
        }
        Arrays.sort(micros);
        Arrays.sort(raised);
        System.err.printf(
                "%s event to continuation: median %d us, p95 %d us; raiseEvent itself: median %d us%n",
                store, micros[count / 2], micros[count * 95 / 100], raised[count / 2]);
    }

    private static void waiting(String store, OrchestrationClient client, ExecutorService threads, int count)
            throws Exception {
        long before = heap();
        long start = System.nanoTime();
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(threads.submit(() -> client.start("Wait", null)));
        }
        String last = "";
        for (Future<String> each : all) {
            last = each.get();
        }
        client.waitForStart(last, Duration.ofSeconds(60));
        report(store, "start waiting", count, System.nanoTime() - start);
        all.clear();
        System.err.printf("%s heap: %d MiB before, %d MiB with %d waiting%n", store, before, heap(), count);
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    private static void report(String store, String what, int count, long nanos) {
        System.err.printf("%s %s: %.0f/s (%d in %.2f s)%n", store, what, count * 1e9 / nanos, count, nanos / 1e9);
    }
}
