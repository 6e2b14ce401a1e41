package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.test.WorkflowEngine;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Replays of recorded workflows, each with an engine and a real clock of its own; the last one of each is kept. Thread-safe. */
final class Replays {

    private final Store store;
    private final Events events;
    private final Map<String, ObjectNode> last = new ConcurrentHashMap<>();

    Replays(Store store, Events events) {
        this.store = store;
        this.events = events;
    }

    /** Returns the last replay of a workflow: {@code running}, {@code problem} and {@code steps}. */
    ObjectNode of(String workflow) {
        ObjectNode replay = last.get(workflow);
        if (replay == null) {
            return Json.object().put("running", false);
        }
        synchronized (replay) {
            return replay.deepCopy();
        }
    }

    /**
     * Starts a replay.
     *
     * @throws IllegalArgumentException if it is a webhook, whose callbacks cannot be sent again
     */
    void start(Session session, Firing firing, Store.Workflow workflow) {
        if (workflow.kind().equals("webhook")) {
            throw new IllegalArgumentException("A webhook is subscribed anew, and not replayed");
        }
        ObjectNode replay = Json.object().put("running", true).put("at", System.currentTimeMillis());
        replay.putArray("steps");
        last.put(workflow.id(), replay);
        Thread thread = new Thread(() -> play(session, firing, workflow, replay), "connectorkit-workbench-replay");
        thread.setDaemon(true);
        thread.start();
    }

    private void play(Session session, Firing firing, Store.Workflow workflow, ObjectNode replay) {
        try (WorkflowEngine engine = session.another().build()) {
            URI base = URI.create(session.connector().base());
            new Replay(engine, base, firing.with(engine).orElse(null))
                    .play(
                            workflow.kind().equals("poll"),
                            store.recorded(workflow.connector(), workflow.id()),
                            step -> note(session, workflow, replay, step));
        } catch (RuntimeException e) {
            synchronized (replay) {
                replay.put("problem", session.secrets().hide(String.valueOf(e.getMessage())));
            }
        } finally {
            synchronized (replay) {
                replay.put("running", false);
            }
            events.changed("replay " + workflow.id());
        }
    }

    private void note(Session session, Store.Workflow workflow, ObjectNode replay, ObjectNode step) {
        synchronized (replay) {
            replay.withArray("steps").add(Json.read(session.secrets().hide(step.toString())));
        }
        events.changed("replay " + workflow.id());
    }
}
