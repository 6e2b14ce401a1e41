package dev.connectorkit.storage;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs all work that is waiting in one transaction: while one commit goes to the disk, the next group gathers. If one of a group
 * fails, the group is rolled back and each of it is run alone; if the commit itself fails, nobody knows what is stored, and all
 * of it fails.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int GROUP = 512;
    private static final int TRIES = 5;
    private static final Duration LONGEST_CLOSE = Duration.ofMinutes(2);
    private static final Duration LOOK_UP = Duration.ofMillis(100);

    private final Backend backend;
    private final Consumer<@Nullable String> wake;
    private final LinkedBlockingQueue<Unit<?>> waiting = new LinkedBlockingQueue<>();
    private final List<SupervisedThread> threads = new ArrayList<>();
    private volatile boolean closed;
    private volatile long lastAnswer = System.nanoTime();

    GroupCommit(Backend backend, Consumer<@Nullable String> wake) {
        this.backend = backend;
        this.wake = wake;
        for (int i = 1; i <= backend.writers(); i++) {
            threads.add(SupervisedThread.start("connectorkit-writer-" + i, thread -> loop()));
        }
    }

    boolean isOwnThread() {
        return threads.stream().anyMatch(SupervisedThread::isCurrent);
    }

    List<SupervisedThread> threads() {
        return threads;
    }

    /** Adds work; batched work leaves what is enqueued before it to be sent together with its own. */
    <T extends @Nullable Object> CompletableFuture<T> submit(Work<T> work, boolean batched) {
        Unit<T> unit = new Unit<>(work, batched);
        waiting.add(unit);
        // It may have come after the last writer has looked.
        if (closed && waiting.remove(unit)) {
            unit.fail(Database.closed());
        }
        return unit.future;
    }

    private void loop() throws InterruptedException {
        // With room for all: a unit that was taken must not be lost for want of memory.
        List<Unit<?>> group = new ArrayList<>(GROUP);
        while (true) {
            Unit<?> first = waiting.take();
            if (first == Unit.END) {
                return;
            }
            group.add(first);
            while (group.size() < GROUP) {
                Unit<?> next = waiting.poll();
                if (next == Unit.END) {
                    // For this thread, or another, to find it again.
                    waiting.add(next);
                    break;
                }
                if (next == null) {
                    break;
                }
                group.add(next);
            }
            try {
                commit(group);
            } catch (Throwable e) {
                // Without effect on those that have their answer already.
                group.forEach(unit -> unit.fail(e));
                throw e;
            } finally {
                group.clear();
            }
        }
    }

    private void commit(List<Unit<?>> group) {
        if (group.size() > 1) {
            try {
                run(group);
                return;
            } catch (SQLException | RuntimeException | Error e) {
                // Each alone, so that only the one to blame fails.
            }
        }
        for (Unit<?> unit : group) {
            if (!unit.future.isDone()) {
                alone(unit);
            }
        }
    }

    private void alone(Unit<?> unit) {
        for (int attempt = 1; ; attempt++) {
            try {
                run(List.of(unit));
                return;
            } catch (SQLException e) {
                if (attempt == TRIES || !isTransient(e)) {
                    unit.refuse(e);
                    return;
                }
            } catch (RuntimeException | Error e) {
                unit.fail(e);
                return;
            }
        }
    }

    /** Answers those of a group; throws if the transaction was rolled back and each may be run again. */
    private void run(List<Unit<?>> group) throws SQLException {
        Backend.Session session;
        try {
            session = backend.begin();
        } catch (SQLException e) {
            // For the next one it would be the same, after another wait.
            group.forEach(unit -> unit.refuse(e));
            refuseAllAtClose(e);
            return;
        }
        lastAnswer = System.nanoTime();
        Transaction transaction = session.transaction();
        try {
            for (Unit<?> unit : group) {
                if (!unit.batched) {
                    transaction.flush();
                }
                unit.run(transaction);
            }
            transaction.finish();
        } catch (SQLException | RuntimeException | Error e) {
            session.rollback();
            throw e;
        }
        try {
            session.commit();
        } catch (SQLException e) {
            session.rollback();
            if (isTransient(e)) {
                throw e;
            }
            // It may be stored all the same, and must not be stored twice.
            group.forEach(unit -> unit.refuse(e));
            return;
        } catch (RuntimeException | Error e) {
            session.rollback();
            group.forEach(unit -> unit.fail(e));
            return;
        }
        stored(group, transaction);
    }

    /** Answers and wakes; never throws, as nothing of this group may be run again. */
    private void stored(List<Unit<?>> group, Transaction transaction) {
        lastAnswer = System.nanoTime();
        for (Unit<?> unit : group) {
            try {
                unit.complete();
            } catch (Throwable e) {
                unit.fail(e);
            }
        }
        try {
            transaction.woken().forEach(wake);
        } catch (Throwable e) {
            LOG.error("Cannot wake listeners", e);
        }
    }

    /** Ends the wait of all others when closing without a database to write to. */
    private void refuseAllAtClose(SQLException e) {
        if (!closed) {
            return;
        }
        for (Unit<?> unit = waiting.poll(); unit != null; unit = waiting.poll()) {
            if (unit == Unit.END) {
                waiting.add(unit);
                return;
            }
            unit.refuse(e);
        }
    }

    /** Deadlocks and lost serializations: the same work may succeed the next time. */
    private static boolean isTransient(SQLException e) {
        return "40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
    }

    /** Returns whether no transaction has begun or ended for so long, counted from a time before at the earliest. */
    boolean isSilent(long sinceNanos, Duration longest) {
        return System.nanoTime() - Math.max(sinceNanos, lastAnswer) > longest.toNanos();
    }

    /** Ends what was handed over; waits no longer than the backend's patience for a transaction that makes no progress. */
    @Override
    public void close() {
        closed = true;
        for (SupervisedThread thread : threads) {
            thread.requestClose();
            waiting.add(Unit.END);
        }
        boolean interrupted = Thread.interrupted();
        long start = System.nanoTime();
        for (SupervisedThread thread : threads) {
            while (!thread.join(LOOK_UP)) {
                interrupted |= Thread.interrupted();
                if (isSilent(start, backend.patience()) || System.nanoTime() - start > LONGEST_CLOSE.toNanos()) {
                    break;
                }
            }
        }
        for (Unit<?> unit : waiting) {
            unit.fail(Database.closed());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Unit<T extends @Nullable Object> {

        static final Unit<?> END = new Unit<>(transaction -> true, false);

        private final Work<T> work;
        private final boolean batched;
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private @Nullable T result;

        Unit(Work<T> work, boolean batched) {
            this.work = work;
            this.batched = batched;
        }

        void run(Transaction transaction) throws SQLException {
            result = work.run(transaction);
        }

        void refuse(SQLException e) {
            fail(StorageException.refused("The database refused: ", e));
        }

        void fail(Throwable e) {
            future.completeExceptionally(e);
        }

        @SuppressWarnings("NullAway") // the result is null only where T is nullable
        void complete() {
            future.complete(result);
        }
    }
}
