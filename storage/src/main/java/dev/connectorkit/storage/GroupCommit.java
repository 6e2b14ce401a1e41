package dev.connectorkit.storage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs what callers hand over, as much as waits, in one transaction: while one commit goes to the disk, the next group
 * gathers. If one of a group fails, the group is rolled back and each of it is run alone; where the commit itself fails, nobody
 * knows what is stored, and all of it fails.
 */
final class GroupCommit implements AutoCloseable {

    private static final int GROUP = 512;
    private static final int TRIES = 5;

    private final Backend backend;
    private final Consumer<@Nullable String> wake;
    private final LinkedBlockingQueue<Unit<?>> waiting = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    GroupCommit(Backend backend, Consumer<@Nullable String> wake) {
        this.backend = backend;
        this.wake = wake;
        for (int i = 1; i <= backend.writers(); i++) {
            Thread thread = new Thread(this::loop, "connectorkit-writer-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    boolean isOwnThread() {
        return threads.contains(Thread.currentThread());
    }

    <T extends @Nullable Object> CompletableFuture<T> submit(Work<T> work) {
        Unit<T> unit = new Unit<>(work);
        waiting.add(unit);
        // It may have come after the last writer has looked.
        if (closed && waiting.remove(unit)) {
            unit.future.completeExceptionally(new StorageException("The database is closed"));
        }
        return unit.future;
    }

    private void loop() {
        List<Unit<?>> group = new ArrayList<>();
        while (true) {
            try {
                Unit<?> first = waiting.take();
                if (first == Unit.END) {
                    return;
                }
                group.add(first);
                for (Unit<?> next = waiting.poll(); next != null; next = waiting.poll()) {
                    if (next == Unit.END) {
                        // For this thread, or another, to find it again.
                        waiting.add(next);
                        break;
                    }
                    group.add(next);
                    if (group.size() == GROUP) {
                        break;
                    }
                }
                commit(group);
            } catch (InterruptedException e) {
                return;
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
            alone(unit);
        }
    }

    private void alone(Unit<?> unit) {
        for (int attempt = 1; ; attempt++) {
            try {
                run(List.of(unit));
                return;
            } catch (SQLException e) {
                if (attempt == TRIES || !isTransient(e)) {
                    unit.fail(e);
                    return;
                }
            } catch (RuntimeException | Error e) {
                unit.future.completeExceptionally(e);
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
            group.forEach(unit -> unit.fail(e));
            return;
        }
        Transaction transaction = session.transaction();
        try {
            for (Unit<?> unit : group) {
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
            group.forEach(unit -> unit.fail(e));
            return;
        }
        group.forEach(Unit::complete);
        transaction.woken().forEach(wake);
    }

    /** Deadlocks and lost serializations: the same work may succeed the next time. */
    private static boolean isTransient(SQLException e) {
        return "40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
    }

    /** Without what PostgreSQL adds in further lines: the values of a row. */
    private static String reason(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    @Override
    public void close() {
        closed = true;
        for (Thread ignored : threads) {
            waiting.add(Unit.END);
        }
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        for (Unit<?> unit : waiting) {
            unit.future.completeExceptionally(new StorageException("The database is closed"));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Unit<T extends @Nullable Object> {

        static final Unit<?> END = new Unit<>(transaction -> true);

        private final Work<T> work;
        private final CompletableFuture<T> future = new CompletableFuture<>();
        private @Nullable T result;

        Unit(Work<T> work) {
            this.work = work;
        }

        void run(Transaction transaction) throws SQLException {
            result = work.run(transaction);
        }

        void fail(SQLException e) {
            future.completeExceptionally(new StorageException("The database refused: " + reason(e), e));
        }

        @SuppressWarnings("NullAway") // the result is null only where T is nullable
        void complete() {
            future.complete(result);
        }
    }
}
