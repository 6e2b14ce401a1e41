package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.RowMapper;
import dev.connectorkit.storage.Transaction;
import dev.connectorkit.storage.Work;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Run;
import dev.connectorkit.test.WorkflowEngine;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The workbench's data: connectors, workflows, exchanges, runs and reports, without secrets. Thread-safe. */
final class Store implements AutoCloseable {

    /** A workflow that was made of a card. */
    record Workflow(
            String id, String connector, String operation, String kind, JsonNode inputs, long seconds, Instant at) {}

    /** A document that was imported. */
    record Imported(String id, String title, String source, String base, String document, Instant at) {

        /** Returns the connector of an engine; its id stays the same for the same title and URL. */
        static Imported of(WorkflowEngine engine, String source) {
            String title = engine.designer().title();
            String base = engine.baseUrl().toString();
            String id = UUID.nameUUIDFromBytes((title + base).getBytes(StandardCharsets.UTF_8))
                    .toString();
            return new Imported(id.substring(0, 8), title, source, base, engine.document(), Instant.now());
        }
    }

    /** The exchanges and runs that are listed. */
    static final int MOST = 500;

    /** The exchanges and runs that are kept, of all workflows. */
    static final int MOST_KEPT = 5000;

    private final Database database;

    Store(Database database) {
        this.database = database;
        database.migrate("workbench", Store.class);
    }

    void save(Imported connector) {
        database.write(tx -> {
            tx.update("DELETE FROM connector WHERE id = ?", connector.id());
            return tx.update(
                    "INSERT INTO connector VALUES (?, ?, ?, ?, ?, ?)",
                    connector.id(),
                    connector.title(),
                    connector.source(),
                    connector.base(),
                    connector.document(),
                    connector.at());
        });
    }

    List<Imported> connectors() {
        return database.read(tx -> tx.query(
                "SELECT * FROM connector ORDER BY imported_at DESC LIMIT 20",
                row -> new Imported(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        Instant.ofEpochMilli(row.getLong(6)))));
    }

    void save(Workflow workflow) {
        database.write(tx -> tx.update(
                "INSERT INTO workflow VALUES (?, ?, ?, ?, ?, ?, ?)",
                workflow.id(),
                workflow.connector(),
                workflow.operation(),
                workflow.kind(),
                workflow.inputs().toString(),
                workflow.seconds(),
                workflow.at()));
    }

    List<Workflow> workflows(String connector) {
        return database.read(tx -> tx.query(
                "SELECT * FROM workflow WHERE connector = ? ORDER BY created_at DESC LIMIT 200", WORKFLOW, connector));
    }

    Optional<Workflow> workflow(String id) {
        return database.read(tx -> tx.first("SELECT * FROM workflow WHERE id = ?", WORKFLOW, id));
    }

    private static final RowMapper<Workflow> WORKFLOW = row -> new Workflow(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            Json.read(row.getString(5)),
            row.getLong(6),
            Instant.ofEpochMilli(row.getLong(7)));

    /** Stores an exchange; does not wait until it is on disk. */
    void save(String connector, String workflow, String operation, Exchange exchange, String fault) {
        var unused = database.submit(tx -> {
            int added = tx.update(
                    "INSERT INTO exchange (connector, workflow, operation, direction, at, took, attempt, method, url, status,"
                            + " failure, fault, request, response) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    connector,
                    workflow,
                    operation,
                    exchange.direction().name(),
                    exchange.at(),
                    exchange.took().toMillis(),
                    exchange.attempt(),
                    exchange.request().method(),
                    exchange.request().url().toString(),
                    exchange.status(),
                    exchange.failure(),
                    fault,
                    message(exchange.request().headers(), exchange.request().body()),
                    exchange.response()
                            .map(answer -> message(answer.headers(), answer.body()))
                            .orElse(null));
            return added + dropOldest(tx, "exchange");
        });
    }

    private static int dropOldest(Transaction tx, String table) throws SQLException {
        return tx.update("DELETE FROM " + table + " WHERE id <= (SELECT MAX(id) FROM " + table + ") - ?", MOST_KEPT);
    }

    /** Reads behind the exchanges that are being stored. */
    private <T> T readAfterWrites(Work<T> work) {
        return database.write(work);
    }

    private static String message(Map<String, String> headers, String body) {
        ObjectNode message = Json.object();
        ObjectNode all = message.putObject("headers");
        headers.forEach(all::put);
        return message.put("body", body).toString();
    }

    /** Moves exchanges to a workflow from the id that the engine gave it. */
    void rename(String engineId, String workflow) {
        database.write(tx -> tx.update("UPDATE exchange SET workflow = ? WHERE workflow = ?", workflow, engineId));
    }

    /** Returns the exchanges of a workflow, or of all where it is null, the newest first, without headers and bodies. */
    ArrayNode exchanges(String connector, @Nullable String workflow) {
        String where = workflow == null ? "" : " AND workflow = ?";
        Object[] arguments = workflow == null ? new Object[] {connector} : new Object[] {connector, workflow};
        ArrayNode all = Json.array();
        List<ObjectNode> rows = readAfterWrites(tx -> tx.query(
                "SELECT * FROM exchange WHERE connector = ?" + where + " ORDER BY id DESC LIMIT " + MOST,
                Store::exchange,
                arguments));
        return all.addAll(rows);
    }

    /** Returns an exchange with headers and bodies. */
    Optional<ObjectNode> exchange(long id) {
        return database.read(tx -> tx.first("SELECT * FROM exchange WHERE id = ?", Store::whole, id));
    }

    /** Returns the exchanges of a workflow, or of all where it is null, with headers and bodies, the oldest first. */
    List<ObjectNode> recorded(String connector, @Nullable String workflow) {
        String where = workflow == null ? "" : " AND workflow = ?";
        Object[] arguments = workflow == null ? new Object[] {connector} : new Object[] {connector, workflow};
        return readAfterWrites(tx -> tx.query(
                "SELECT * FROM exchange WHERE connector = ?" + where + " ORDER BY id LIMIT " + MOST_KEPT,
                Store::whole,
                arguments));
    }

    private static ObjectNode whole(java.sql.ResultSet row) throws SQLException {
        ObjectNode exchange = exchange(row);
        exchange.set("request", Json.read(row.getString("request")));
        String response = row.getString("response");
        exchange.set("response", response == null ? Json.object() : Json.read(response));
        return exchange;
    }

    private static ObjectNode exchange(java.sql.ResultSet row) throws SQLException {
        ObjectNode exchange = Json.object();
        for (String name : List.of("workflow", "operation", "direction", "method", "url", "failure", "fault")) {
            exchange.put(name, row.getString(name));
        }
        for (String name : List.of("id", "at", "took", "attempt", "status")) {
            exchange.put(name, row.getLong(name));
        }
        return exchange;
    }

    void saveRuns(String workflow, List<Run> runs, Secrets secrets) {
        database.write(tx -> {
            for (Run run : runs) {
                String cause = run.cause().direction().name();
                tx.update(
                        "INSERT INTO run (workflow, at, cause, body) VALUES (?, ?, ?, ?)",
                        workflow,
                        run.at(),
                        cause,
                        secrets.hide(String.valueOf(run.body())));
            }
            return dropOldest(tx, "run");
        });
    }

    ArrayNode runs(String workflow) {
        List<ObjectNode> rows = database.read(tx -> tx.query(
                "SELECT id, at, cause, body FROM run WHERE workflow = ? ORDER BY id DESC LIMIT " + MOST,
                row -> {
                    ObjectNode run = Json.object().put("id", row.getLong(1)).put("at", row.getLong(2));
                    run.put("cause", row.getString(3));
                    String body = row.getString(4);
                    run.set("body", body.isEmpty() ? Json.object() : Json.read(body));
                    return run;
                },
                workflow));
        return Json.array().addAll(rows);
    }

    long count(String table, String workflow) {
        return readAfterWrites(
                tx -> tx.first("SELECT COUNT(*) FROM " + table + " WHERE workflow = ?", row -> row.getLong(1), workflow)
                        .orElse(0L));
    }

    void saveReport(
            String id, String connector, Instant at, String level, JsonNode summary, Map<String, String> forms) {
        database.write((Transaction tx) -> tx.update(
                "INSERT INTO conformance VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                connector,
                at,
                level,
                summary.toString(),
                forms.get("junit"),
                forms.get("sarif"),
                forms.get("html"),
                forms.get("markdown")));
    }

    /** Returns the latest reports, the newest first. */
    ArrayNode reports(String connector) {
        List<JsonNode> rows = database.read(tx -> tx.query(
                "SELECT summary FROM conformance WHERE connector = ? ORDER BY at DESC LIMIT 10",
                row -> Json.read(row.getString(1)),
                connector));
        return Json.array().addAll(rows);
    }

    /** @param form junit, sarif, html or markdown */
    Optional<String> report(String id, String form) {
        return database.read(tx -> tx.first(
                "SELECT junit, sarif, html, markdown FROM conformance WHERE id = ?", row -> row.getString(form), id));
    }

    @Override
    public void close() {
        database.close();
    }
}
