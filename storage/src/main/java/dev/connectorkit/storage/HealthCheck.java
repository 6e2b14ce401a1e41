package dev.connectorkit.storage;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks that work gets through the writers; one probe at a time, however many ask. Thread-safe. */
final class HealthCheck {

    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final Duration LOOK_UP = Duration.ofMillis(100);

    private final Backend backend;
    private final GroupCommit commits;
    private CompletableFuture<Integer> probe = CompletableFuture.completedFuture(1);

    HealthCheck(Backend backend, GroupCommit commits) {
        this.backend = backend;
        this.commits = commits;
    }

    Health now() {
        List<String> stopped = Stream.concat(commits.threads().stream(), backend.threads().stream())
                .filter(thread -> !thread.isRunning())
                .map(SupervisedThread::name)
                .toList();
        return new Health(problem(), stopped);
    }

    /** Returns whether transactions are no longer answered: waits until one is, or none was for this time. */
    boolean isSilent(Duration longest) {
        CompletableFuture<Integer> answer = probe();
        long start = System.nanoTime();
        while (true) {
            try {
                return answer.get(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS) != 1;
            } catch (TimeoutException e) {
                if (commits.isSilent(start, longest)) {
                    return true;
                }
            } catch (ExecutionException e) {
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    private @Nullable String problem() {
        try {
            int one = probe().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            return one == 1 ? null : "The database gave a wrong answer";
        } catch (TimeoutException e) {
            return "The database has not answered within " + LONGEST.toMillis() + " ms";
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Interrupted";
        }
    }

    private synchronized CompletableFuture<Integer> probe() {
        if (probe.isDone()) {
            probe = commits.submit(
                    tx -> tx.first("SELECT 1", row -> row.getInt(1)).orElse(0), true);
        }
        return probe;
    }
}
