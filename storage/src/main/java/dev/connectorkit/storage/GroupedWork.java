package dev.connectorkit.storage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Work that concurrent callers share the statements of: everything that waits when a transaction begins is done in it together. If a
 * statement fails, it is done anew for each caller alone, so that only the one to blame fails; if the commit fails, nobody knows what
 * is stored, and all fail. Thread-safe.
 *
 * @param <A> the arguments of a caller
 * @param <R> the result of a caller
 */
public final class GroupedWork<A, R> {

    private static final int MOST = 256;

    private final Database database;
    private final Step<A, R> step;
    private final Queue<Caller<A, R>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean handedOver = new AtomicBoolean();

    GroupedWork(Database database, Step<A, R> step) {
        this.database = database;
        this.step = step;
    }

    /**
     * Takes part in the work, and returns when it is on disk.
     *
     * @throws StorageException if the database failed; an unchecked exception of the work is thrown as it is
     * @throws IllegalStateException where {@link Database#write} throws it
     */
    public R write(A argument) {
        database.checkOutside();
        return Database.result(submit(argument));
    }

    /** As {@link #write}, without waiting; dependent stages run on the database's thread and must be short. */
    public CompletableFuture<R> submit(A argument) {
        Caller<A, R> caller = new Caller<>(argument, new CompletableFuture<>());
        waiting.add(caller);
        handOver();
        return caller.result();
    }

    private void handOver() {
        if (handedOver.compareAndSet(false, true)) {
            Group group = new Group();
            var unused = database.submitBatched(group).whenComplete(group::answer);
        }
    }

    private void alone(Caller<A, R> caller) {
        var unused = database.submit(
                        tx -> step.run(tx, List.of(caller.argument())).get(0))
                .whenComplete((result, failure) -> {
                    if (failure == null) {
                        succeed(caller, result);
                    } else {
                        fail(caller, failure);
                    }
                });
    }

    /** Work for several callers. */
    @FunctionalInterface
    public interface Step<A, R> {

        /**
         * Does the work, as that of {@link Database#writeBatched}; may be called again with the same arguments if the transaction was
         * rolled back.
         *
         * @return the results, in the order of the arguments
         */
        List<R> run(Transaction tx, List<A> arguments) throws SQLException;

        /**
         * Learns of the end of a caller's work, right before the caller does. Must be short, and not throw.
         *
         * @param stored whether it is on disk; after a failed commit it may be all the same
         */
        default void ended(A argument, boolean stored) {
            // Most work needs nothing more.
        }
    }

    private void succeed(Caller<A, R> caller, R result) {
        step.ended(caller.argument(), true);
        caller.result().complete(result);
    }

    private void fail(Caller<A, R> caller, Throwable failure) {
        step.ended(caller.argument(), false);
        caller.result().completeExceptionally(failure);
    }

    private record Caller<A, R>(A argument, CompletableFuture<R> result) {}

    /** Those who waited when a transaction began; the same ones if it is run again. */
    private final class Group implements Work<List<R>> {

        private @Nullable List<Caller<A, R>> all;
        private boolean failed;

        @Override
        public List<R> run(Transaction tx) throws SQLException {
            List<Caller<A, R>> callers = all();
            failed = true;
            List<R> results = callers.isEmpty()
                    ? List.of()
                    : step.run(tx, callers.stream().map(Caller::argument).toList());
            // Here, as the statements of another caller may be to blame.
            tx.flush();
            failed = false;
            return results;
        }

        private List<Caller<A, R>> all() {
            List<Caller<A, R>> taken = all;
            if (taken == null) {
                handedOver.set(false);
                taken = new ArrayList<>();
                while (taken.size() < MOST && !waiting.isEmpty()) {
                    Caller<A, R> next = waiting.poll();
                    if (next != null) {
                        taken.add(next);
                    }
                }
                all = taken;
                if (!waiting.isEmpty()) {
                    handOver();
                }
            }
            return taken;
        }

        void answer(@Nullable List<R> results, @Nullable Throwable failure) {
            List<Caller<A, R>> callers = all();
            for (int i = 0; i < callers.size(); i++) {
                Caller<A, R> caller = callers.get(i);
                if (results != null) {
                    succeed(caller, results.get(i));
                } else if (failed && callers.size() > 1) {
                    alone(caller);
                } else {
                    fail(caller, Objects.requireNonNull(failure));
                }
            }
        }
    }
}
