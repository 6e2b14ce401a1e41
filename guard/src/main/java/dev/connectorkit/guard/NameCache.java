package dev.connectorkit.guard;

import dev.connectorkit.guard.RefusedCallbackException.Reason;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The vetted addresses of names: one look-up per name at a time, on a few daemon threads that end when idle, remembered
 * for a short while. Thread-safe.
 */
final class NameCache {

    static final Duration LIFETIME = Duration.ofMinutes(1);
    static final Duration LIFETIME_OF_REFUSALS = Duration.ofSeconds(30);
    static final int CAPACITY = 4096;

    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int THREADS = 32; // each may hang until the system's own DNS timeout
    private static final int WAITING = 1024;

    /** The result of a look-up: checked addresses, or the reason of the refusal. */
    record Answer(List<InetAddress> addresses, @Nullable Refusal refusal) {

        static Answer refused(Reason reason, String message) {
            return new Answer(List.of(), new Refusal(reason, message));
        }
    }

    private record Remembered(Answer answer, Instant until) {}

    private final Function<String, Answer> lookUp;
    private final Clock clock;
    private final Duration budget;
    private final Map<String, CompletableFuture<Remembered>> entries;
    private final ThreadPoolExecutor pool = pool();

    NameCache(Function<String, Answer> lookUp, Clock clock, Duration budget, int capacity) {
        this.lookUp = lookUp;
        this.clock = clock;
        this.budget = budget;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Remembered>> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Returns the remembered answer, or the one that DNS gives within the time budget. */
    Answer get(String name) {
        CompletableFuture<Remembered> entry = entry(name);
        try {
            return entry.get(budget.toNanos(), TimeUnit.NANOSECONDS).answer();
        } catch (TimeoutException e) {
            entry.complete(remembered(noAnswer(name, "within " + budget.toMillis() + " ms")));
            return entry.join().answer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return noAnswer(name, "before the caller was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("No entry fails", e);
        }
    }

    /** Returns whether there is an answer that stays valid for a moment. */
    boolean remembers(String name) {
        CompletableFuture<Remembered> entry;
        synchronized (entries) {
            entry = entries.get(name);
        }
        return entry != null
                && entry.isDone()
                && entry.join().until().minus(MOMENT).isAfter(clock.instant());
    }

    private CompletableFuture<Remembered> entry(String name) {
        CompletableFuture<Remembered> entry;
        synchronized (entries) {
            CompletableFuture<Remembered> known = entries.get(name);
            if (known != null && !(known.isDone() && hasEnded(known.join()))) {
                return known;
            }
            entry = new CompletableFuture<>();
            entries.put(name, entry);
        }
        try {
            pool.execute(() -> answer(name, entry));
        } catch (RejectedExecutionException e) {
            entry.complete(new Remembered(noAnswer(name, "because too many names are looked up"), clock.instant()));
        }
        return entry;
    }

    private boolean hasEnded(Remembered remembered) {
        return !clock.instant().isBefore(remembered.until());
    }

    private void answer(String name, CompletableFuture<Remembered> entry) {
        Remembered found = remembered(lookUp.apply(name));
        if (!entry.complete(found)) { // too late for those who waited, but not for the next
            synchronized (entries) {
                entries.replace(name, entry, CompletableFuture.completedFuture(found));
            }
        }
    }

    private Remembered remembered(Answer answer) {
        Duration lifetime = answer.refusal() == null ? LIFETIME : LIFETIME_OF_REFUSALS;
        return new Remembered(answer, clock.instant().plus(lifetime));
    }

    private static Answer noAnswer(String name, String when) {
        return Answer.refused(
                Reason.NO_ANSWER,
                "DNS did not say the address of the callback host " + name + " " + when + ". Try again later, or check"
                        + " the DNS servers of the host's domain.");
    }

    private static ThreadPoolExecutor pool() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "callback-dns-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
