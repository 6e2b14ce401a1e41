package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.server.OrderEvents.Order;
import dev.connectorkit.server.OrderEvents.Region;
import dev.connectorkit.server.bench.NioReceiver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Receivers that fail next to others that do not: how much later the others get theirs. */
class FairnessTest {

    private static final int HEALTHY = 99;
    private static final int EVENTS = 10;
    private static final int MOST_PROBES = 3;
    private static final int FAILURES_TO_OPEN = 5;

    /** An attempt at one that hangs lasts longer than {@link EventServer#soon}: others that waited for its end would be too late. */
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private static final byte[] TAKEN = NioReceiver.answer(202);
    private static final byte[] HALF = "HTTP/1.1 20".getBytes(StandardCharsets.US_ASCII);

    private final AtomicInteger healthy = new AtomicInteger();
    private final AtomicInteger sick = new AtomicInteger();
    private NioReceiver receiver;
    private EventServer server;

    @BeforeEach
    void start() throws Exception {
        receiver = new NioReceiver(this::answer);
        DeliveryPolicy policy = DeliveryPolicy.builder().attemptTimeout(TIMEOUT).build();
        server = EventServer.with(
                OrderEvents.event(),
                builder -> builder.delivery(
                        options -> options.guard(CallbackGuard.forDevelopment()).policy(policy)));
        IntStream.rangeClosed(1, HEALTHY)
                .mapToObj(host -> at(host, "/healthy"))
                .forEach(url -> server.event().subscribe(url, new Region("north")));
    }

    /** The receiver first, so that nothing is left to wait for. */
    @AfterEach
    void stop() {
        receiver.close();
        server.close();
    }

    private byte[] answer(NioReceiver.Request request) {
        if (request.target().equals("/healthy")) {
            healthy.incrementAndGet();
            return TAKEN;
        }
        sick.incrementAndGet();
        return request.target().startsWith("/half") ? HALF : NioReceiver.SILENCE;
    }

    private String at(int host, String path) {
        return "http://127.0.1." + host + ":" + receiver.port() + path;
    }

    @Test
    void oneThatHangsDoesNotDelayTheOthers(TestReporter reporter) {
        isNotDelayedBy(reporter, 1, number -> at(200, "/hangs"));
        assertThat(sick).hasPositiveValue();
    }

    @Test
    void oneThatStopsInTheMiddleOfItsAnswerDoesNotDelayTheOthers(TestReporter reporter) {
        isNotDelayedBy(reporter, 1, number -> at(200, "/half"));
        assertThat(sick).hasPositiveValue();
    }

    @Test
    void aHostThatHangsForManySubscriptionsDoesNotDelayTheOthers(TestReporter reporter) {
        isNotDelayedBy(reporter, 50, number -> at(200, "/hangs/" + number));
        assertThat(sick).hasValueBetween(1, DeliveryPolicy.standard().maxConcurrentAttemptsPerHost());
    }

    @Test
    void aHostThatTakesNoConnectionDoesNotDelayTheOthers(TestReporter reporter) throws IOException {
        List<Socket> queue = new ArrayList<>();
        try (ServerSocket full = new ServerSocket()) {
            full.bind(new InetSocketAddress("127.0.0.1", 0), 1);
            for (int i = 0; i < 2; i++) {
                queue.add(new Socket("127.0.0.1", full.getLocalPort()));
            }
            isNotDelayedBy(reporter, 5, number -> "http://127.0.0.1:" + full.getLocalPort() + "/" + number);
            assertThat(server.list("deliveries")).as("they wait still").isNotEmpty();
        } finally {
            for (Socket socket : queue) {
                socket.close();
            }
        }
    }

    @Test
    void manyHostsThatHangDoNotDelayTheOthers(TestReporter reporter) {
        isNotDelayedBy(reporter, 100, number -> at(200 + number % 20, "/hangs/" + number));
    }

    @Test
    void aSubscriptionThatNeverAnswersDoesNotDelayTheOthersOfItsHost() {
        DeliveryPolicy hasty = DeliveryPolicy.builder()
                .attemptTimeout(Duration.ofMillis(100))
                .schedule(Collections.nCopies(30, Duration.ofSeconds(1)).toArray(Duration[]::new))
                .throttleDelay(Duration.ofSeconds(1))
                .build();
        try (EventServer other = EventServer.with(
                OrderEvents.event(),
                builder -> builder.delivery(
                        options -> options.guard(CallbackGuard.forDevelopment()).policy(hasty)))) {
            other.event().subscribe(at(200, "/hangs"), new Region("south"));
            // More than one, so that the oldest that is due is always one of its own.
            for (int i = 0; i < MOST_PROBES + 1; i++) {
                other.event().publish(new Order("backlog", "south"));
            }
            EventServer.soon().until(() -> {
                other.pass(Duration.ofSeconds(2));
                return attempts(other) >= FAILURES_TO_OPEN;
            });
            other.event().subscribe(at(200, "/healthy"), new Region("north"));
            other.publish("1");
            EventServer.soon().until(() -> {
                other.pass(
                        Duration.ofSeconds(2)); // on a loaded machine, the short limit ends an attempt at this one too
                return healthy.get() > 0;
            });
        }
    }

    /** Returns the number of failed attempts at deliveries that wait. */
    private static int attempts(EventServer server) {
        return server.list("deliveries").stream()
                .mapToInt(delivery -> (Integer) delivery.get("attempts"))
                .sum();
    }

    /** The same events without and with the sick ones: all arrive while the attempts at the sick ones still hang. */
    private void isNotDelayedBy(TestReporter reporter, int subscriptions, IntFunction<String> sickUrls) {
        nanosToDeliver();
        long without = nanosToDeliver();
        IntStream.range(0, subscriptions)
                .mapToObj(sickUrls)
                .forEach(url -> server.event().subscribe(url, new Region(null)));
        for (int i = 0; i < EVENTS; i++) {
            server.event().publish(new Order("backlog", "south"));
        }
        EventServer.soon().until(this::isUnderWay);
        long with = nanosToDeliver();
        reporter.publishEntry(Map.of("nanos without", Long.toString(without), "nanos with", Long.toString(with)));
        assertThat(isUnderWay())
                .as("the others did not wait for the end of an attempt")
                .isTrue();
    }

    private boolean isUnderWay() {
        return server.list("deliveries").stream()
                .anyMatch(delivery -> delivery.get("underWay").equals(true));
    }

    private long nanosToDeliver() {
        healthy.set(0);
        long start = System.nanoTime();
        for (int i = 0; i < EVENTS; i++) {
            server.publish(Integer.toString(i));
        }
        EventServer.soon().until(() -> healthy.get() == EVENTS * HEALTHY);
        return System.nanoTime() - start;
    }
}
