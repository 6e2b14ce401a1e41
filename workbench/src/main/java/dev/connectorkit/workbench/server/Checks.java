package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.workbench.conformance.Conformance;
import dev.connectorkit.workbench.conformance.ConformanceReport;
import dev.connectorkit.workbench.conformance.Level;
import dev.connectorkit.workbench.conformance.Patience;
import dev.connectorkit.workbench.conformance.Result;
import dev.connectorkit.workbench.conformance.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** Conformance tests of the connector, one at a time, each with an engine and a real clock of its own. Thread-safe. */
final class Checks {

    private final WorkbenchServer.Builder options;
    private final Store store;
    private final Events events;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile String problem = "";

    Checks(WorkbenchServer.Builder options, Store store, Events events) {
        this.options = options;
        this.store = store;
        this.events = events;
    }

    /** Reports whether a test runs. */
    boolean isRunning() {
        return running.get();
    }

    /** Returns the reason why the last test ended without a report; empty if it has one. */
    String problem() {
        return problem;
    }

    /**
     * Starts a test.
     *
     * @throws IllegalStateException if one runs
     */
    void start(Session session, Firing firing, Level level) {
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException("A conformance test is running");
        }
        Thread thread = new Thread(() -> run(session, firing, level), "connectorkit-workbench-check");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Session session, Firing firing, Level level) {
        try (WorkflowEngine engine = session.another().build()) {
            problem = "";
            Patience patience = new Patience(Duration.ofSeconds(20), Patience.DEFAULT.grace());
            Conformance.Builder conformance =
                    Conformance.builder(engine).level(level).file(options.file).patience(patience);
            firing.with(engine).ifPresent(conformance::fire);
            if (options.restart != null) {
                conformance.restart(options.restart);
            }
            ConformanceReport report = conformance.build().run();
            String id = UUID.randomUUID().toString().substring(0, 8);
            Map<String, String> forms = Map.of(
                    "junit", session.secrets().hide(report.toJUnit()),
                    "sarif", session.secrets().hide(report.toSarif()),
                    "html", session.secrets().hide(report.toHtml()),
                    "markdown", session.secrets().hide(report.toMarkdown()));
            Instant now = Instant.now();
            store.saveReport(id, session.connector().id(), now, level.name(), summary(id, now, report, session), forms);
        } catch (RuntimeException e) {
            problem = session.secrets().hide(String.valueOf(e.getMessage()));
        } finally {
            running.set(false);
            events.changed("check");
        }
    }

    private static ObjectNode summary(String id, Instant now, ConformanceReport report, Session session) {
        ObjectNode summary = Json.object()
                .put("id", id)
                .put("at", now.toEpochMilli())
                .put("level", report.level().name())
                .put("passed", report.count(Status.PASSED))
                .put("failed", report.failures().size())
                .put("warnings", report.warnings().size())
                .put("bypassed", report.count(Status.BYPASSED))
                .put("skipped", report.count(Status.SKIPPED))
                .put("refused", report.isDocumentRefused());
        for (Result result : report.results()) {
            boolean warning = report.warnings().contains(result);
            ObjectNode row = summary.withArray("results")
                    .addObject()
                    .put("rule", result.rule().id())
                    .put("title", result.rule().title())
                    .put("operation", result.operationId())
                    .put("status", warning ? "WARNING" : result.status().name())
                    .put("message", session.secrets().hide(result.message()));
            result.evidence()
                    .forEach(exchange ->
                            row.withArray("evidence").add(session.secrets().hide(exchange.toString())));
        }
        return summary;
    }
}
