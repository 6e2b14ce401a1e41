package dev.connectorkit.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.samples.phone.ConsoleSms;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.Profile;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.RetryPolicy;
import dev.connectorkit.test.TestClock;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.test.junit.ConnectorExtension;
import dev.connectorkit.workbench.conformance.Conformance;
import dev.connectorkit.workbench.conformance.ConformanceReport;
import dev.connectorkit.workbench.conformance.Level;
import dev.connectorkit.workbench.conformance.Patience;
import dev.connectorkit.workbench.conformance.Status;
import dev.connectorkit.workbench.conformance.WorkbenchFile;
import dev.connectorkit.workbench.drills.DrillReport;
import dev.connectorkit.workbench.drills.Drills;
import dev.connectorkit.workbench.faults.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples keep every rule of the protocol, and stand every mishap, in the virtual time of one clock for both sides. */
class SampleConformanceTest {

    private static final String FILE = """
            inputs:
              TouchFile: {path: conformance.txt}
              WriteFile: {path: written.txt, body: {$content-type: application/octet-stream, $content: aGVsbG8=}}
              ReadFile: {path: read.txt}
              OrderCake: {flavour: plum, body: {layers: 1}}
            """;

    @TempDir
    Path folder;

    private final TestClock clock = TestClock.at(Instant.now());
    private final AtomicInteger touched = new AtomicInteger();

    private ConnectorServer serve() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("files")).resolve("read.txt"), "read");
        return SampleConnectors.builder(folder, new ConsoleSms(System.out), clock, options -> {})
                .host("localhost")
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                .start();
    }

    private static WorkflowEngine.Builder engine(ConnectorServer server, TestClock clock) {
        return ConnectorExtension.engine(server, clock)
                .document(server.document()
                        .swagger(Profile.DESIGNER, URI.create("https://files.example/watcher"))
                        .toString())
                .retryPolicy(RetryPolicy.none());
    }

    /** Touches a file, and returns when its watch, which has a thread of its own, has published it. */
    private void touch(WorkflowEngine engine) {
        String before = published();
        Request request = engine.request("TouchFile", Map.of("path", "f" + touched.incrementAndGet() + ".txt"), null);
        assertThat(engine.send(request).status()).isEqualTo(200);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !published().equals(before));
    }

    private String published() {
        try {
            return Files.readString(folder.resolve("published.cursor"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_samples_pass_with_the_strictest_level() throws Exception {
        try (ConnectorServer server = serve();
                WorkflowEngine engine = engine(server, clock).build()) {
            ConformanceReport report = Conformance.builder(engine)
                    .level(Level.STRICT)
                    .today(LocalDate.of(2026, 11, 27))
                    .fire(() -> touch(engine))
                    .file(WorkbenchFile.read(FILE))
                    .patience(new Patience(Duration.ofHours(1), Duration.ofSeconds(2)))
                    .build()
                    .run();
            assertThat(report.failures()).as(report.toText()).isEmpty();
            assertThat(report.count(Status.BYPASSED)).isZero();
            assertThat(report.count(Status.PASSED)).as(report.toText()).isGreaterThan(60);
            assertThat(report.exitCode()).as(report.toText()).isZero();
        }
    }

    @Test
    void the_samples_stand_every_drill() throws Exception {
        Faults faults = new Faults();
        try (ConnectorServer server = serve();
                WorkflowEngine engine =
                        engine(server, clock).interceptor(faults).build()) {
            DrillReport report = Drills.builder(engine, faults)
                    .fire(() -> touch(engine))
                    .restart(() -> {}) // the process goes on; restarts are tried with processes of their own
                    .patience(new Patience(Duration.ofHours(1), Duration.ofSeconds(2)))
                    .build()
                    .run();
            assertThat(report.score()).as(report.toText()).isEqualTo(100);
            assertThat(report.exitCode()).as(report.toText()).isZero();
        }
    }
}
