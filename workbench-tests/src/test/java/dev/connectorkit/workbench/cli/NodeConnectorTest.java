package dev.connectorkit.workbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.connectorkit.test.Connection;
import dev.connectorkit.test.RetryPolicy;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.workbench.conformance.Conformance;
import dev.connectorkit.workbench.conformance.ConformanceReport;
import dev.connectorkit.workbench.conformance.Level;
import dev.connectorkit.workbench.conformance.Patience;
import dev.connectorkit.workbench.conformance.Result;
import dev.connectorkit.workbench.conformance.Status;
import dev.connectorkit.workbench.conformance.WorkbenchFile;
import dev.connectorkit.workbench.drills.Drill;
import dev.connectorkit.workbench.drills.DrillReport;
import dev.connectorkit.workbench.drills.DrillResult;
import dev.connectorkit.workbench.drills.Drills;
import dev.connectorkit.workbench.faults.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** A connector that shares no line with this toolkit: JavaScript, on express from npm. */
class NodeConnectorTest {

    @TempDir
    private static Path drills;

    /** Beside the other test, since both wait most of their time. */
    private static final FutureTask<DrillReport> DRILLS = new FutureTask<>(NodeConnectorTest::drill);

    private static String absent = "";

    /** Each test is skipped for itself, since reports have no reason for a class that is. */
    @BeforeEach
    void skip() {
        assumeTrue(absent.isEmpty(), absent);
    }

    @BeforeAll
    static void begin() throws Exception {
        try {
            NodeConnector.install();
        } catch (TestAbortedException e) {
            absent = String.valueOf(e.getMessage());
            return;
        }
        Thread thread = new Thread(DRILLS, "drills");
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void a_connector_in_another_language_keeps_every_rule(@TempDir Path folder) throws Exception {
        try (NodeConnector connector = NodeConnector.start(folder);
                WorkflowEngine engine = WorkflowEngine.builder()
                        .document(connector.document())
                        .base(connector.url("/api"))
                        .connection(Connection.apiKeyHeader("X-Api-Key", NodeConnector.KEY))
                        .retryPolicy(RetryPolicy.none())
                        .build()) {
            ConformanceReport report = Conformance.builder(engine)
                    .level(Level.PROTOCOL)
                    .file(WorkbenchFile.read(connector.workbenchFile()))
                    .fire(new ShellCommand("--fire", connector.post("/fire")))
                    .restart(new ShellCommand("--restart", connector.post("/crash")))
                    .patience(new Patience(Duration.ofSeconds(20), Duration.ofMillis(300)))
                    .build()
                    .run();
            assertThat(report.failures()).as(report.toText()).isEmpty();
            assertThat(report.warnings()).as(report.toText()).isEmpty();
            assertThat(report.exitCode()).as(report.toText()).isZero();
            assertThat(report.results())
                    .as(report.toText())
                    .filteredOn(result -> result.status() == Status.PASSED)
                    .extracting((Result result) -> result.rule().id())
                    .contains("POLL-09", "POLL-12", "POLL-14", "HOOK-10", "HOOK-14", "ASYNC-05", "ASYNC-09", "DYN-03");
        }
    }

    @Test
    void it_stands_every_drill() throws Exception {
        DrillReport report = DRILLS.get();
        assertThat(report.results()).hasSize(Drill.values().length).allMatch(DrillResult::isPlayed);
        assertThat(report.exitCode()).as(report.toText()).isZero();
    }

    private static DrillReport drill() throws IOException, InterruptedException {
        Faults faults = new Faults();
        try (NodeConnector connector = NodeConnector.start(drills);
                WorkflowEngine engine = WorkflowEngine.builder()
                        .document(connector.document())
                        .base(connector.url("/api"))
                        .connection(Connection.apiKeyHeader("X-Api-Key", NodeConnector.KEY))
                        .interceptor(faults)
                        .build()) {
            return Drills.builder(engine, faults)
                    .fire(new ShellCommand("--fire", connector.post("/fire")))
                    .restart(new ShellCommand("--restart", connector.post("/crash")))
                    .patience(new Patience(Duration.ofSeconds(20), Duration.ofMillis(300)))
                    .outage(Duration.ofSeconds(1))
                    .build()
                    .run();
        }
    }
}
