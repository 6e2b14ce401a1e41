package dev.connectorkit.sdk.action;

import dev.connectorkit.callbacks.spi.OneTimeCallbacks;
import dev.connectorkit.callbacks.spi.OneTimeSubscription;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Operations in a database: what has returned is on disk. Whatever ends an operation compares its state, so that it ends once.
 * Thread-safe; several nodes may share one on PostgreSQL.
 */
final class OperationStore {

    /** The number of rows that one step reads. */
    static final int STEP = 200;

    private final Database database;
    private final OneTimeCallbacks callbacks;
    private final Clock clock;
    private final Function<String, ConcurrencyLimits> limitsOf;

    /**
     * On this database, whose tables it brings up to date.
     *
     * @param callbacks over the same database
     * @param limitsOf an action has
     */
    public OperationStore(
            Database database, OneTimeCallbacks callbacks, Clock clock, Function<String, ConcurrencyLimits> limitsOf) {
        this.database = database;
        this.callbacks = callbacks;
        this.clock = clock;
        this.limitsOf = limitsOf;
        database.migrate("actions", OperationStore.class);
    }

    /** Takes a request; a new operation that runs is the caller's to start. */
    public Admission admit(NewOperation wanted) {
        return database.write(tx -> {
            Instant now = clock.instant();
            OperationRows.lock(tx, wanted.action());
            Operation known = known(tx, wanted.clientKey(), now);
            if (known != null) {
                return known.bodyHash().equals(wanted.bodyHash())
                        ? new Admission(Admission.Outcome.KNOWN, known)
                        : Admission.refused(Admission.Outcome.OTHER_BODY);
            }
            ConcurrencyLimits limits = limitsOf.apply(wanted.action());
            boolean free = OperationRows.count(tx, wanted.action(), OperationState.RUNNING, limits.maxRunning())
                    < limits.maxRunning();
            if (!free
                    && OperationRows.count(tx, wanted.action(), OperationState.QUEUED, limits.maxQueued())
                            >= limits.maxQueued()) {
                return Admission.refused(Admission.Outcome.FULL);
            }
            return new Admission(
                    Admission.Outcome.NEW,
                    insert(tx, wanted, free ? OperationState.RUNNING : OperationState.QUEUED, now));
        });
    }

    private @Nullable Operation known(Transaction tx, @Nullable String clientKey, Instant now) throws SQLException {
        if (clientKey == null) {
            return null;
        }
        Optional<Operation> known = OperationRows.find(tx, "client_key", clientKey);
        if (known.isPresent() && known.get().isForgotten(now)) {
            forget(tx, known.get());
            return null;
        }
        return known.orElse(null);
    }

    private Operation insert(Transaction tx, NewOperation wanted, OperationState state, Instant now)
            throws SQLException {
        OneTimeSubscription subscription = wanted.subscription();
        tx.update(
                "INSERT INTO action_operation (id, action, client_key, body_hash, called, state, input, message, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, '', ?)",
                wanted.id(),
                wanted.action(),
                wanted.clientKey(),
                wanted.bodyHash(),
                subscription != null,
                state.name(),
                wanted.input(),
                now);
        if (subscription != null) {
            callbacks.subscribe(tx, subscription);
        }
        return new Operation(
                wanted.id(),
                wanted.action(),
                wanted.bodyHash(),
                subscription != null,
                state,
                wanted.input(),
                null,
                null,
                "",
                now,
                null);
    }

    /** Returns an operation, if it is known and its time to live has not ended. */
    public Optional<Operation> find(String id) {
        return database.read(tx -> OperationRows.find(tx, "id", id))
                .filter(operation -> !operation.isForgotten(clock.instant()));
    }

    /** Writes down how far a running operation is; false if it does not run. */
    public boolean report(String id, int percent, String message) {
        return database.write(tx -> tx.update(
                        "UPDATE action_operation SET percent = ?, message = ? WHERE id = ? AND state = 'RUNNING'",
                        percent,
                        message,
                        id)
                == 1);
    }

    /**
     * Ends a running operation, publishes its end to whoever is to be called, and gives its place to the next.
     *
     * @param state in which it ends
     * @param result as JSON
     * @param call what is posted, if anybody is to be called
     */
    public Ended end(String id, OperationState state, String result, Duration keepFor, Call call) {
        return database.write(tx -> {
            Operation operation = OperationRows.find(tx, "id", id).orElse(null);
            if (operation == null || !finish(tx, id, state, result, "state = 'RUNNING'", keepFor)) {
                return Ended.NOT;
            }
            if (operation.called()) {
                callbacks.publish(tx, operation.action(), id, call.body(), call.headers());
            }
            return new Ended(operation, promote(tx, operation.action()));
        });
    }

    /** Ends an operation that has not ended, and forgets whom to call. */
    public Ended cancel(String id, Function<String, Duration> keepFor) {
        return database.write(tx -> {
            Operation operation = OperationRows.find(tx, "id", id).orElse(null);
            if (operation == null
                    || !finish(
                            tx,
                            id,
                            OperationState.CANCELLED,
                            null,
                            "state IN ('QUEUED', 'RUNNING')",
                            keepFor.apply(operation.action()))) {
                return Ended.NOT;
            }
            callbacks.unsubscribe(tx, id);
            return new Ended(operation, promote(tx, operation.action()));
        });
    }

    private boolean finish(
            Transaction tx,
            String id,
            OperationState state,
            @Nullable String result,
            String condition,
            Duration keepFor)
            throws SQLException {
        Instant now = clock.instant();
        return tx.update(
                        "UPDATE action_operation SET state = ?, result = ?, input = NULL, ended_at = ?, keep_until = ?"
                                + " WHERE id = ? AND " + condition,
                        state.name(),
                        result,
                        now,
                        now.plus(keepFor),
                        id)
                == 1;
    }

    /** Gives free places to those that wait longest; they are the caller's to start. */
    public List<String> promote(String action) {
        return database.write(tx -> promote(tx, action));
    }

    private List<String> promote(Transaction tx, String action) throws SQLException {
        OperationRows.lock(tx, action);
        int most = limitsOf.apply(action).maxRunning();
        int free = most - OperationRows.count(tx, action, OperationState.RUNNING, most);
        List<String> next = free < 1
                ? List.of()
                : tx.query(
                        "SELECT id FROM action_operation WHERE action = ? AND state = 'QUEUED' AND keep_until IS NULL"
                                + " ORDER BY id LIMIT ?",
                        row -> row.getString(1),
                        action,
                        free);
        for (String id : next) {
            tx.update("UPDATE action_operation SET state = 'RUNNING' WHERE id = ? AND state = 'QUEUED'", id);
        }
        return next;
    }

    /** Returns a page of the operations after an id, optionally of one action or state. */
    List<Operation> page(@Nullable String action, @Nullable OperationState state, String after, int limit) {
        return database.read(tx -> OperationRows.page(tx, action, state, after, limit));
    }

    /** Returns the number of an action's operations in a state. */
    int count(String action, OperationState state) {
        return database.read(tx -> OperationRows.count(tx, action, state, Integer.MAX_VALUE));
    }

    /** Returns the ids of those that have a place. */
    public List<String> running(String action) {
        return database.read(tx -> tx.query(
                "SELECT id FROM action_operation WHERE action = ? AND state = 'RUNNING' AND keep_until IS NULL",
                row -> row.getString(1),
                action));
    }

    /** Up to {@link #STEP} whose time to live has ended. */
    public List<String> forgotten() {
        return database.read(tx -> tx.query(
                "SELECT id FROM action_operation WHERE keep_until <= ? ORDER BY keep_until LIMIT ?",
                row -> row.getString(1),
                clock.instant(),
                STEP));
    }

    /** Removes operations with their subscriptions. */
    public void remove(List<String> ids) {
        database.write(tx -> {
            for (String id : ids) {
                Operation operation = OperationRows.find(tx, "id", id).orElse(null);
                if (operation != null) {
                    forget(tx, operation);
                }
            }
            return true;
        });
    }

    private void forget(Transaction tx, Operation operation) throws SQLException {
        tx.update("DELETE FROM action_operation WHERE id = ?", operation.id());
        if (operation.called()) {
            callbacks.unsubscribe(tx, operation.id());
        }
    }

    /**
     * A request to a callback URL.
     *
     * @param body JSON
     * @param headers headers of the author
     */
    public record Call(String body, Map<String, String> headers) {}

    /**
     * The effect of ending an operation.
     *
     * @param operation as it was before; null if it had ended already, or is unknown
     * @param next the operations of that action that got a place
     */
    public record Ended(@Nullable Operation operation, List<String> next) {
        static final Ended NOT = new Ended(null, List.of());
    }
}
