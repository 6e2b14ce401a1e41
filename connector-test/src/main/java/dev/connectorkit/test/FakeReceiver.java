package dev.connectorkit.test;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Receiver of callbacks on this machine that answers as a test chooses, without an engine behind it. Thread-safe.
 *
 * <pre>{@code
 * try (FakeReceiver receiver = FakeReceiver.start()) {
 *     receiver.answer(Answer.status(429).retryAfter(Duration.ofMinutes(5)), Answer.ACCEPTED);
 *     subscribe(receiver.url("/orders"));
 *     ...
 *     assertThat(receiver.await(2)).extracting(Exchange::status).containsExactly(429, 202);
 * }
 * }</pre>
 */
public final class FakeReceiver implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LoopbackServer server;
    private final Clock clock;
    private final Answers answers = new Answers();
    private final List<Exchange> received = new ArrayList<>();

    private FakeReceiver(Clock clock) {
        this.clock = clock;
        this.server = new LoopbackServer("connectorkit-receiver", this::receive);
    }

    /** Starts a receiver on a free port; it answers 202. */
    public static FakeReceiver start() {
        return start(Clock.systemUTC());
    }

    /**
     * Starts a receiver on a free port; it answers 202.
     *
     * @param clock dates the callbacks
     */
    public static FakeReceiver start(Clock clock) {
        return new FakeReceiver(clock);
    }

    /**
     * Returns a callback URL.
     *
     * @param path that begins with a slash, with a query if it shall have one
     */
    public URI url(String path) {
        return server.url(path);
    }

    /** Answers the next callbacks in this order, and all further ones as the last of them. */
    public FakeReceiver answer(Answer first, Answer... next) {
        answers.set(first, next);
        return this;
    }

    private synchronized LoopbackServer.Reply receive(Request request) {
        Answer answer = answers.next();
        received.add(Exchange.callback(clock.instant(), request, answer));
        notifyAll();
        return LoopbackServer.Reply.of(answer);
    }

    /** Returns all callbacks so far, the oldest first. */
    public synchronized List<Exchange> received() {
        return List.copyOf(received);
    }

    /** Returns the callbacks to URLs with this path so far, the oldest first. */
    public List<Exchange> received(String path) {
        return received().stream()
                .filter(each -> each.request().url().getPath().equals(path))
                .toList();
    }

    /**
     * Waits for this many callbacks in all, 30 s at most.
     *
     * @return all callbacks so far, the oldest first
     * @throws AssertionError if fewer have arrived; it shows those that have
     */
    public synchronized List<Exchange> await(int callbacks) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (received.size() < callbacks) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(
                        "Expected " + callbacks + " callbacks, but got " + received.size() + ":\n" + received);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while waiting for callbacks", e);
            }
        }
        return received();
    }

    /** Ends the receiver; whoever still waits for an answer gets none. */
    @Override
    public void close() {
        server.close();
    }
}
