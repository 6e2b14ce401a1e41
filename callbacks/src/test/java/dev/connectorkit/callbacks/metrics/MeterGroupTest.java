package dev.connectorkit.callbacks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gauges of a database that does not answer. */
class MeterGroupTest {

    private static final int GAUGES = 50;
    private static final Duration LONG = Duration.ofMinutes(2);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeterGroup meters = new MeterGroup(registry);
    private final CountDownLatch answers = new CountDownLatch(1);
    private final AtomicInteger readings = new AtomicInteger();

    @AfterEach
    void close() {
        answers.countDown();
        meters.close();
    }

    private int slow() {
        readings.incrementAndGet();
        try {
            answers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 7;
    }

    private double value(String name) {
        return registry.get("connectorkit." + name).gauge().value();
    }

    @Test
    void oneReadingIsWaitedForAndTheOthersAreNotBegun() {
        meters.gauge("memory", "In memory", Tags.empty(), () -> 3);
        for (int i = 0; i < GAUGES; i++) {
            meters.gauge("rows" + i, "Rows", Tags.empty(), meters.ofDatabase(this::slow));
        }
        for (int scrape = 0; scrape < 3; scrape++) {
            for (int i = 0; i < GAUGES; i++) {
                assertThat(value("rows" + i)).isNaN();
            }
            assertThat(value("memory")).isEqualTo(3);
        }
        assertThat(readings).hasValue(1);
        answers.countDown();
        await().atMost(LONG).until(() -> value("rows1") == 7);
        await().atMost(LONG).until(() -> value("rows2") == 7);
    }

    @Test
    void aReadingThatFailsIsNoValueAndTheNextOneIsTried() {
        AtomicInteger calls = new AtomicInteger();
        meters.gauge("rows", "Rows", Tags.empty(), meters.ofDatabase(() -> {
            if (calls.incrementAndGet() == 1) {
                throw new StackOverflowError();
            }
            return 5;
        }));
        assertThat(value("rows")).isNaN();
        await().atMost(LONG).until(() -> value("rows") == 5);
    }

    @Test
    void aClosedGroupHasNoThread() {
        answers.countDown();
        meters.gauge("rows", "Rows", Tags.empty(), meters.ofDatabase(this::slow));
        await().atMost(LONG).until(() -> value("rows") == 7);
        meters.close();
        assertThat(registry.getMeters()).isEmpty();
        await().atMost(LONG)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("connectorkit-gauges")));
    }
}
