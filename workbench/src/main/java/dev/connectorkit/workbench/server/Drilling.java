package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.workbench.conformance.Patience;
import dev.connectorkit.workbench.drills.Drill;
import dev.connectorkit.workbench.drills.DrillCheck;
import dev.connectorkit.workbench.drills.DrillResult;
import dev.connectorkit.workbench.drills.Drills;
import dev.connectorkit.workbench.faults.Faults;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Drills of the connector, one run at a time, each with an engine and a real clock of its own. Thread-safe. */
final class Drilling {

    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(20), Patience.DEFAULT.grace());

    private final WorkbenchServer.Builder options;
    private final Events events;
    private final Map<String, ObjectNode> results = new LinkedHashMap<>();
    private final AtomicReference<String> running = new AtomicReference<>("");
    private volatile String problem = "";

    Drilling(WorkbenchServer.Builder options, Events events) {
        this.options = options;
        this.events = events;
    }

    /** Returns the drills that there are, the one that is being played, and the last result of each at each trigger. */
    ObjectNode toJson() {
        ObjectNode all = Json.object().put("running", running.get()).put("problem", problem);
        for (Drill drill : Drill.values()) {
            all.withArray("drills")
                    .addObject()
                    .put("id", drill.id())
                    .put("title", drill.title())
                    .put("playable", !drill.needsRestart() || options.restart != null);
        }
        synchronized (results) {
            all.putArray("results").addAll(results.values());
        }
        return all;
    }

    /**
     * Starts a drill.
     *
     * @param asked {@code drill}, a name or all, and {@code outage} in seconds
     * @throws IllegalArgumentException if the drill is unknown
     * @throws IllegalStateException if one is being played
     */
    void start(Session session, Firing firing, JsonNode asked) {
        String name = asked.path("drill").asText();
        Set<Drill> chosen = name.equals("all") ? EnumSet.allOf(Drill.class) : EnumSet.of(Drill.of(name));
        int seconds = asked.path("outage").asInt(20);
        if (seconds < 1 || seconds > 3600) {
            throw new IllegalArgumentException("outage must be from 1 to 3600 seconds, but is " + seconds);
        }
        if (!running.compareAndSet("", name)) {
            throw new IllegalStateException("The drill " + running.get() + " is being played");
        }
        Thread thread = new Thread(
                () -> play(session, firing, chosen, Duration.ofSeconds(seconds)), "connectorkit-workbench-drill");
        thread.setDaemon(true);
        thread.start();
        events.changed("drill");
    }

    private void play(Session session, Firing firing, Set<Drill> chosen, Duration outage) {
        Faults faults = new Faults();
        problem = "";
        try (WorkflowEngine engine = session.another().interceptor(faults).build()) {
            Drills.Builder drills = Drills.builder(engine, faults)
                    .drills(chosen)
                    .file(options.file)
                    .patience(PATIENCE)
                    .outage(outage)
                    .progress(result -> note(session, result));
            firing.with(engine).ifPresent(drills::fire);
            if (options.restart != null) {
                drills.restart(options.restart);
            }
            drills.build().run();
        } catch (RuntimeException e) {
            problem = session.secrets().hide(String.valueOf(e.getMessage()));
        } finally {
            running.set("");
            events.changed("drill");
        }
    }

    private void note(Session session, DrillResult result) {
        ObjectNode row = Json.object()
                .put("drill", result.drill().id())
                .put("operation", result.operationId())
                .put("score", result.score())
                .put("skipped", result.skipped())
                .put("at", System.currentTimeMillis());
        for (DrillCheck check : result.checks()) {
            ObjectNode one = row.withArray("checks")
                    .addObject()
                    .put("title", check.title())
                    .put("passed", check.passed())
                    .put("seen", check.seen());
            check.evidence()
                    .forEach(exchange ->
                            one.withArray("evidence").add(session.secrets().hide(exchange.toString())));
        }
        synchronized (results) {
            results.put(result.drill().id() + " " + result.operationId(), row);
        }
        events.changed("drill");
    }
}
