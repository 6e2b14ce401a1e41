package dev.connectorkit.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.Profile;
import dev.connectorkit.test.RetryPolicy;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.workbench.conformance.Conformance;
import dev.connectorkit.workbench.conformance.ConformanceReport;
import dev.connectorkit.workbench.conformance.Level;
import dev.connectorkit.workbench.conformance.Patience;
import dev.connectorkit.workbench.conformance.Status;
import dev.connectorkit.workbench.conformance.WorkbenchFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples keep every rule of the protocol. */
class SampleConformanceTest {

    private static final String FILE = """
            inputs:
              TouchFile: {path: conformance.txt}
              OrderCake: {flavour: plum, body: {layers: 1}}
            """;

    @TempDir
    Path folder;

    @Test
    void the_samples_pass_with_the_strictest_level() throws Exception {
        AtomicInteger touched = new AtomicInteger();
        try (ConnectorServer server = SampleConnectors.builder(folder)
                        .host("localhost")
                        .delivery(options -> options.guard(CallbackGuard.forDevelopment())
                                .policy(DeliveryPolicy.builder()
                                        .schedule(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(50))
                                        .throttleDelay(Duration.ofMillis(50))
                                        .build()))
                        .start();
                WorkflowEngine engine = WorkflowEngine.builder()
                        .document(server.document()
                                .swagger(Profile.DESIGNER, URI.create("https://files.example/watcher"))
                                .toString())
                        .base(server.url())
                        .retryPolicy(RetryPolicy.none())
                        .build()) {
            ConformanceReport report = Conformance.builder(engine)
                    .level(Level.STRICT)
                    .today(LocalDate.of(2026, 11, 27))
                    .fire(() -> engine.call("TouchFile", Map.of("path", "f" + touched.incrementAndGet() + ".txt")))
                    .file(WorkbenchFile.read(FILE))
                    .patience(new Patience(Duration.ofSeconds(30), Duration.ofMillis(500)))
                    .build()
                    .run();
            assertThat(report.failures()).as(report.toText()).isEmpty();
            assertThat(report.count(Status.BYPASSED)).isZero();
            assertThat(report.exitCode()).as(report.toText()).isZero();
        }
    }
}
