package dev.connectorkit.workbench.conformance;

import dev.connectorkit.workbench.conformance.SoundConnector.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Calls back, at least once, on threads of its own. */
final class Deliveries {

    private static final int ATTEMPTS = 400;

    private final Fault fault;
    private final Executor threads;
    private final Map<String, CompletableFuture<Void>> tails = new HashMap<>();
    private final ReadWriteLock running = new ReentrantReadWriteLock();
    private final HttpClient client;
    private volatile int restarts;

    Deliveries(Fault fault, ExecutorService threads) {
        this.fault = fault;
        this.threads = fault == Fault.ONE_BY_ONE ? Executors.newSingleThreadExecutor(Deliveries::daemon) : threads;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofMinutes(1))
                .followRedirects(
                        fault == Fault.FOLLOWS_REDIRECTS ? HttpClient.Redirect.ALWAYS : HttpClient.Redirect.NEVER)
                .build();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    void deliver(String callbackUrl, String body, Runnable gone) {
        int now = restarts;
        Runnable attempts = () -> attempt(callbackUrl, body, gone, now);
        if (fault == Fault.UNORDERED) {
            threads.execute(attempts);
            return;
        }
        synchronized (tails) {
            CompletableFuture<Void> tail = tails.getOrDefault(callbackUrl, CompletableFuture.completedFuture(null));
            tails.put(callbackUrl, tail.thenRunAsync(attempts, threads));
        }
    }

    /** Waits for the attempts under way, as a process that has ended has none. */
    void restart() {
        running.writeLock().lock();
        try {
            restarts++;
        } finally {
            running.writeLock().unlock();
        }
    }

    private void attempt(String callbackUrl, String body, Runnable gone, int begun) {
        String url = fault == Fault.CALLBACK_URL_IS_DECODED
                ? callbackUrl.substring(0, callbackUrl.indexOf('?') + 1)
                        + URLDecoder.decode(callbackUrl.substring(callbackUrl.indexOf('?') + 1), StandardCharsets.UTF_8)
                : callbackUrl;
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", fault == Fault.CALLBACK_IS_TEXT ? "text/plain" : "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        for (int i = 0; i < ATTEMPTS; i++) {
            HttpResponse<Void> answer;
            running.readLock().lock();
            try {
                if (fault == Fault.FORGETS_DELIVERIES && begun != restarts) {
                    return;
                }
                answer = client.send(request, HttpResponse.BodyHandlers.discarding());
            } catch (IOException e) {
                return; // the receiver of a test is closed
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                running.readLock().unlock();
            }
            int status = answer.statusCode();
            boolean again = status == 429 || status / 100 == 5 || (status == 410 && fault == Fault.RETRY_STORM);
            if (status == 410 && fault != Fault.RETRY_STORM) {
                gone.run();
            }
            if (!again || fault == Fault.NO_RETRY) {
                return;
            }
            long wait = answer.headers().firstValueAsLong("Retry-After").orElse(0);
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(wait) + TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
