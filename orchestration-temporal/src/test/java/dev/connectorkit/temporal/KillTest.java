package dev.connectorkit.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.OrchestrationStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers and the server are killed; every instance still ends with the right result. */
class KillTest {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final int INSTANCES = 10;

    @TempDir
    Path folder;

    private final List<Process> workers = new ArrayList<>();

    private Process worker(RealServer server, String name, String haltAt) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChainWorker.class.getName(),
                        server.target(),
                        folder.resolve("steps").toString(),
                        name,
                        haltAt)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        workers.add(process);
        return process;
    }

    @AfterEach
    void stop() {
        workers.forEach(Process::destroyForcibly);
    }

    private List<String> steps() throws IOException {
        Path file = folder.resolve("steps");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Test
    void a_worker_halts_in_an_activity_and_then_the_server_is_killed() throws Exception {
        try (RealServer server = RealServer.start(folder);
                TemporalRuntime runtime = ChainWorker.runtime(server.target(), (context, n) -> n)) {
            OrchestrationClient client = runtime.client();
            String id = client.start("Chain", 100);
            Process first = worker(server, "first", "102");
            assertThat(first.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(first.exitValue()).isEqualTo(ChainWorker.HALTED);
            server.kill();
            server.start();
            worker(server, "second", "-");

            OrchestrationStatus status = client.waitForCompletion(id, LONG);
            assertThat(status.failure()).isNull();
            assertThat(status.output()).isEqualTo("104");
            List<String> again =
                    steps().stream().filter(step -> step.contains(" 102 ")).toList();
            assertThat(again).as("one call, run twice under one key").hasSize(2);
            assertThat(again.stream().map(step -> step.split(" ")[2]).distinct())
                    .hasSize(1);
        }
    }

    @Test
    void two_workers_share_the_work_and_one_is_killed() throws Exception {
        try (RealServer server = RealServer.start(folder);
                TemporalRuntime runtime = ChainWorker.runtime(server.target(), (context, n) -> n)) {
            OrchestrationClient client = runtime.client();
            Process one = worker(server, "one", "-");
            worker(server, "two", "-");
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < INSTANCES; i++) {
                ids.add(client.start("Chain", 1000 * i));
            }
            await().atMost(LONG).until(() -> names().equals(Set.of("one", "two")));
            one.destroyForcibly().waitFor();
            for (int i = INSTANCES; i < 2 * INSTANCES; i++) {
                ids.add(client.start("Chain", 1000 * i));
            }

            for (int i = 0; i < ids.size(); i++) {
                OrchestrationStatus status = client.waitForCompletion(ids.get(i), LONG);
                assertThat(status.failure()).isNull();
                assertThat(status.output()).isEqualTo(String.valueOf(1000 * i + 4));
            }
        }
    }

    private Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        steps().forEach(step -> names.add(step.split(" ")[0]));
        return names;
    }
}
