package dev.connectorkit.callbacks.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.callbacks.CallbackService;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.storage.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bridge between a broker and an event; what is published is seen in the queue of the deliveries, which stay there. */
class MessageBridgeTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final TestQueue queue = new TestQueue();
    private final Callbacks<Void, String> said =
            Callbacks.named("said", Void.class, String.class).build();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private String store;
    private CallbackService service;
    private MessageBridge bridge;

    @BeforeEach
    void setUp() {
        store = TestDatabases.SQLITE.fresh(folder);
    }

    private void serve() {
        service = CallbackService.builder()
                .store(store)
                .keys(new byte[32])
                .callbacks(said)
                .delivery(
                        options -> options.guard(CallbackGuard.forDevelopment()).maxPayloadBytes(1000))
                .start();
    }

    private void connect() {
        bridge = MessageBridge.builder(queue, said, message -> {
                    if (message.text().isEmpty()) {
                        throw new IllegalArgumentException("empty");
                    }
                    return new String(message.body(), StandardCharsets.UTF_8);
                })
                .rejected((message, reason) -> refused.add(message.id() + ": " + reason.getMessage()))
                .start();
    }

    @AfterEach
    void stop() {
        if (bridge != null) {
            bridge.close();
        }
        if (service != null) {
            service.close();
        }
    }

    /** Subscribes a receiver that is not there, so that deliveries stay in the queue. */
    private void subscribe() {
        said.subscribe("http://127.0.0.1:9/");
    }

    private int published() {
        return service.admin().deliveries(null, "", 1000).size();
    }

    @ParameterizedTest
    @EnumSource
    void messages_are_published_and_then_acknowledged(TestDatabases kind) {
        store = kind.fresh(folder);
        serve();
        subscribe();
        IntStream.range(0, 250).forEach(i -> queue.send("m" + i, "text " + i)); // more than one transaction
        connect();
        await().atMost(SOON).until(queue::isEmpty);
        assertThat(published()).isEqualTo(250);
        assertThat(queue.rejected()).isEmpty();
    }

    @Test
    void messages_that_the_broker_sends_again_are_published_once() {
        serve();
        subscribe();
        queue.loseSettlements(2);
        queue.send("a", "1");
        queue.send("b", "2");
        connect();
        await().atMost(SOON).until(queue::isEmpty);
        assertThat(queue.received()).isGreaterThanOrEqualTo(6);
        assertThat(published()).isEqualTo(2);
    }

    @Test
    void what_cannot_be_published_is_rejected_and_holds_nothing_up() {
        serve();
        subscribe();
        queue.send("a", "1");
        queue.send("unreadable", "");
        queue.send("too-large", "x".repeat(2000));
        queue.send("x".repeat(501), "its id is too long");
        queue.send("b", "2");
        connect();
        await().atMost(SOON).until(queue::isEmpty);
        assertThat(published()).isEqualTo(2);
        assertThat(queue.rejected()).containsExactly("unreadable", "too-large", "x".repeat(501));
        assertThat(refused).hasSize(3);
        assertThat(refused.get(0)).isEqualTo("unreadable: empty");
        assertThat(refused.get(1)).startsWith("too-large: A payload of 2002 bytes cannot be published");
    }

    @Test
    void messages_wait_for_a_service_that_is_not_there() {
        serve();
        subscribe();
        service.close();
        queue.send("a", "1");
        connect();
        await().atMost(SOON).until(() -> !bridge.isRunning());
        assertThat(queue.isEmpty()).isFalse();

        serve();
        queue.send("b", "2");
        await().atMost(SOON).until(queue::isEmpty);
        assertThat(published()).isEqualTo(2);
        await().atMost(SOON).until(bridge::isRunning);
    }

    @Test
    void an_end_leaves_the_rest_to_the_broker_and_closes_the_source() {
        serve();
        connect();
        bridge.close();
        assertThat(queue.isClosed()).isTrue();
        queue.send("late", "1");
        assertThat(queue.isEmpty()).isFalse();
        assertThat(bridge.isRunning()).isFalse();
        assertThat(said.publishOnce("late", "1", Map.of()).eventId()).isNotEmpty();
    }
}
