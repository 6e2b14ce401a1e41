package dev.connectorkit.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Receivers that fail beside others on the same host, and payloads that fill the memory. */
class NeighboursTest {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int HEALTHY = 40;
    private static final int SICK = 12;
    private static final int EVENTS = 10;

    /** Far below the first pause of a host's circuit, and above what a loaded machine needs. */
    private static final Duration LONGEST_MEDIAN = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final CountDownLatch ending = new CountDownLatch(1);
    private final Hooks hooks = new Hooks();
    private final Callbacks<Void, String> event =
            Callbacks.named("event", Void.class, String.class).build();
    private CallbackService service;

    private void start(String store, DeliveryPolicy policy) {
        service = CallbackService.builder()
                .store(store)
                .keys(new byte[32])
                .callbacks(event)
                .delivery(
                        options -> options.guard(CallbackGuard.forDevelopment()).policy(policy))
                .start();
    }

    @AfterEach
    void stop() {
        ending.countDown();
        hooks.close();
        service.close(Duration.ZERO);
    }

    private void subscribeAll() {
        for (int i = 0; i < SICK; i++) {
            event.subscribe(hooks.url("/sick/" + i));
        }
        for (int i = 0; i < HEALTHY; i++) {
            event.subscribe(hooks.url("/healthy/" + i));
        }
    }

    /** Publishes, and returns the median time until a healthy receiver had its event. */
    private Duration median() {
        int before = hooks.got("/healthy").size();
        long start = System.nanoTime();
        for (int i = 0; i < EVENTS; i++) {
            event.publish("event " + i);
        }
        int expected = before + EVENTS * HEALTHY;
        await().atMost(SOON).until(() -> hooks.got("/healthy").size() == expected);
        List<Long> times = new ArrayList<>(hooks.got("/healthy").subList(before, expected).stream()
                .map(got -> got.nanos() - start)
                .sorted()
                .toList());
        return Duration.ofNanos(times.get(times.size() / 2));
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void receiversThatAnswer500DoNotDelayTheirNeighboursAlsoAfterARestartWithABacklog(TestDatabases kind) {
        hooks.answering(request -> request.path().startsWith("/sick") ? 500 : 202);
        String store = kind.fresh(folder);
        start(store, DeliveryPolicy.standard());
        subscribeAll();
        for (int i = 0; i < 3; i++) {
            assertThat(median()).isLessThan(LONGEST_MEDIAN);
        }
        service.close();
        start(store, DeliveryPolicy.standard());
        assertThat(median()).isLessThan(LONGEST_MEDIAN);
    }

    @Test
    void receiversThatHangDoNotDelayTheirNeighbours() {
        hooks.answering(request -> {
            if (request.path().startsWith("/sick")) {
                hang();
            }
            return 202;
        });
        start(TestDatabases.SQLITE.fresh(folder), DeliveryPolicy.standard());
        subscribeAll();
        assertThat(median()).isLessThan(LONGEST_MEDIAN);
        assertThat(median()).isLessThan(LONGEST_MEDIAN);
    }

    private void hang() {
        try {
            ending.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void largePayloadsFillNoMoreMemoryThanTheyMayAndASmallOneOvertakesThem() {
        hooks.answering(request -> {
            hang();
            return 202;
        });
        Callbacks<Void, String> small =
                Callbacks.named("small", Void.class, String.class).build();
        try (Hooks other = new Hooks()) {
            service = CallbackService.builder()
                    .store(TestDatabases.SQLITE.fresh(folder))
                    .keys(new byte[32])
                    .callbacks(event, small)
                    .delivery(options -> options.guard(CallbackGuard.forDevelopment())
                            .policy(DeliveryPolicy.builder()
                                    .maxBytesInFlight(1024 * 1024)
                                    .build()))
                    .start();
            for (int i = 0; i < 4; i++) {
                event.subscribe(hooks.url("/large/" + i));
            }
            small.subscribe(other.url("/small"));
            for (int i = 0; i < 5; i++) {
                event.publish(i + "x".repeat(4_000_000));
            }
            small.publish("small");
            await().atMost(SOON).until(() -> other.got().size() == 1);
            ending.countDown();
            await().atMost(SOON).until(() -> hooks.got().size() == 20);
        }
    }
}
