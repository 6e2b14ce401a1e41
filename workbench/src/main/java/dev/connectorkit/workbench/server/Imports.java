package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.test.WorkflowEngine;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The connector that is imported, the one that is waited for, and those that were. Thread-safe. */
final class Imports implements AutoCloseable {

    /** A connector that is imported. */
    record Opened(Session session, Cards cards, ObjectNode askedConnection) {}

    private record Waiting(String document, String base, String problem) {}

    private static final long RETRY_MILLIS = 500;

    private final Store store;
    private final Events events;
    private final WorkbenchServer.Builder options;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "connectorkit-workbench-import");
        made.setDaemon(true);
        return made;
    });
    private volatile @Nullable Opened opened;
    private volatile @Nullable Waiting waiting;

    Imports(WorkbenchServer.Builder options, Store store, Events events) {
        this.store = store;
        this.events = events;
        this.options = options;
    }

    /** @throws IllegalStateException if no connector is imported */
    Opened opened() {
        Opened current = opened;
        if (current == null) {
            throw new IllegalStateException("No connector is imported; import one first");
        }
        return current;
    }

    /** Imports a document as soon as it can be read, and meanwhile reports why it cannot. */
    void await(String url, String base) {
        waiting = new Waiting(url, base, "");
        thread.execute(this::tryAgain);
    }

    private void tryAgain() {
        Waiting current = waiting;
        if (current == null) {
            return; // another connector was imported by hand
        }
        ObjectNode body = Json.object().put("document", current.document()).put("base", current.base());
        try {
            load(body);
        } catch (UncheckedIOException e) {
            report(current, e);
            var unused = thread.schedule(this::tryAgain, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            report(current, e);
        }
    }

    private void report(Waiting current, RuntimeException e) {
        String problem = Secrets.NONE.hide(String.valueOf(e.getMessage()));
        if (!problem.equals(current.problem()) && current.equals(waiting)) {
            waiting = new Waiting(current.document(), current.base(), problem);
            events.changed("connector");
        }
    }

    /**
     * Imports a document.
     *
     * @param body with {@code document}, a URL, or a file or folder of this machine; or {@code content} in Base64 instead; with
     *     {@code base} and {@code connection} if wanted
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it is no document that designers import
     */
    synchronized void load(JsonNode body) {
        String document = body.path("document").asText();
        String base = body.path("base").asText();
        WorkflowEngine.Builder builder = WorkflowEngine.builder();
        JsonNode parameters = Json.object();
        if (document.isBlank()) {
            throw new IllegalArgumentException("document must be the URL or the file of a Swagger 2.0 document");
        } else if (document.matches("(?i)https?://.*")) {
            builder.document(URI.create(document));
        } else {
            Definition definition = body.path("content").asText().isEmpty()
                    ? Definition.read(Path.of(document))
                    : Definition.of(content(body.path("content").asText()));
            builder.document(definition.document());
            parameters = definition.parameters();
        }
        if (!base.isEmpty()) {
            builder.base(URI.create(base));
        }
        Session session = new Session(
                store,
                events,
                builder,
                document,
                Secrets.of(body.path("connection")),
                new SwitchedFaults(options.restart),
                options.clock.instant());
        Opened before = opened;
        try {
            store.save(session.connector());
            ObjectNode asked = Definition.connection(Json.read(session.engine().document()), parameters);
            opened = new Opened(session, new Cards(session.engine()), asked);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        waiting = null;
        if (before != null) {
            before.session().close();
        }
        events.changed("connector");
    }

    private static byte[] content(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("content must be Base64: " + e.getMessage(), e);
        }
    }

    /** Returns the connector, the time of its engine, and the recent connectors. */
    ObjectNode state() {
        ObjectNode state = Json.object();
        Opened current = opened;
        Waiting awaited = waiting;
        if (current != null) {
            Session session = current.session();
            Store.Imported connector = session.connector();
            state.putObject("connector")
                    .put("id", connector.id())
                    .put("title", connector.title())
                    .put("source", connector.source())
                    .put("base", connector.base())
                    .put("connection", session.secrets().kind())
                    .set("asked", current.askedConnection());
            state.put("now", session.now().toEpochMilli())
                    .put("factor", session.factor())
                    .put("receiverDown", session.isReceiverDown())
                    .put("problem", session.problem());
            session.nextDue().ifPresent(due -> state.put("nextDue", due.toEpochMilli()));
        } else if (awaited != null) {
            state.putObject("waiting").put("document", awaited.document()).put("problem", awaited.problem());
        }
        ArrayNode recent = state.putArray("recent");
        store.connectors()
                .forEach(one -> recent.addObject()
                        .put("title", one.title())
                        .put("source", one.source())
                        .put("base", one.base())
                        .put("at", one.at().toEpochMilli()));
        return state;
    }

    @Override
    public void close() {
        waiting = null;
        thread.shutdownNow();
        Opened current = opened;
        if (current != null) {
            current.session().close();
        }
    }
}
