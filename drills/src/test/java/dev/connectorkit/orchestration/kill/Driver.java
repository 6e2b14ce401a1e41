package dev.connectorkit.orchestration.kill;

import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.StartOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The client's side: starts the instances and raises their events, from several threads. It keeps a log of what it tried and of
 * what was acknowledged, so that after a crash it goes on, and so that the test knows what must not be lost.
 */
final class Driver {

    private static final int THREADS = 16;

    private final OrchestrationClient client;
    private final Path log;
    private final int instances;

    Driver(OrchestrationClient client, Path log, int instances) {
        this.client = client;
        this.log = log;
        this.instances = instances;
    }

    /** Does what has not been acknowledged yet, and waits until all have finished. */
    void run() throws Exception {
        Map<String, Integer> tried = new HashMap<>();
        Map<String, Boolean> acknowledged = new HashMap<>();
        for (String line : Workload.lines(log)) {
            String[] words = line.split(" ");
            if (words[0].equals("try")) {
                tried.merge(words[1], 1, Integer::sum);
            } else {
                acknowledged.put(words[1], true);
            }
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < instances; i++) {
                int number = i;
                all.add(threads.submit(() -> drive(number, tried, acknowledged)));
            }
            for (Future<?> each : all) {
                each.get();
            }
            for (int i = 0; i < instances; i++) {
                client.waitForCompletion("work-" + i, Duration.ofMinutes(3));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void drive(int number, Map<String, Integer> tried, Map<String, Boolean> acknowledged) {
        String id = "work-" + number;
        if (!acknowledged.containsKey(id)) {
            if (client.status(id).isEmpty()) {
                client.start("Work", Workload.input(number), StartOptions.withId(id));
            }
            Workload.append(log, "ack " + id);
        }
        for (int event = 0; event < Workload.EVENTS; event++) {
            String key = number + ":" + event;
            if (acknowledged.containsKey(key)) {
                continue;
            }
            int attempt = tried.getOrDefault(key, 0);
            Workload.append(log, "try " + key);
            try {
                client.raiseEvent(id, "Ping", new Workload.Ping(event, attempt));
                Workload.append(log, "ack " + key + " " + attempt);
            } catch (InstanceStateException e) {
                // An earlier attempt had arrived although nobody learned of it, and the instance has finished.
                Workload.append(log, "ack " + key + " refused");
            }
        }
    }
}
