package dev.connectorkit.server;

import static dev.connectorkit.server.EventServer.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.Tables;
import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.server.OrderEvents.Order;
import dev.connectorkit.server.OrderEvents.Region;
import dev.connectorkit.server.Receiver.Got;
import dev.connectorkit.server.Receiver.Reply;
import dev.connectorkit.storage.TestDatabases;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GracefulStopTest {

    private static final int EVENTS = 150;
    /** A subscription that has not answered yet gets one at a time. */
    private static final int UNDER_WAY = 1;

    @TempDir
    Path folder;

    private final CountDownLatch stopping = new CountDownLatch(1);

    @ParameterizedTest
    @EnumSource(names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
    void what_is_under_way_ends_and_nothing_is_sent_twice_after_the_restart(TestDatabases kind) throws Exception {
        String store = kind.fresh(folder);
        Callbacks<Region, Order> created = OrderEvents.event().build();
        try (Receiver receiver = new Receiver().answering(request -> whenStopping())) {
            ConnectorServer first = start(store, created);
            created.subscribe(receiver.url("/a"), new Region(null));
            for (int i = 0; i < EVENTS; i++) {
                created.publish(new Order(Integer.toString(i), "north"));
            }
            soon().until(() -> receiver.got().size() == UNDER_WAY);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(first::close);
            soon().until(() -> !listens(first.port()));
            stopping.countDown();
            closing.get(1, TimeUnit.MINUTES);
            int sentBefore = receiver.got().size();
            assertThat(sentBefore).isLessThan(EVENTS);
            try (Tables tables = new Tables(store)) {
                assertThat(tables.count("callback_attempt")).as("written down").isEqualTo(sentBefore);
                assertThat(tables.count("callback_delivery")).as("waits").isEqualTo(EVENTS - sentBefore);
                assertThat(tables.count("callback_delivery WHERE claim IS NOT NULL"))
                        .isZero();
            }
            ConnectorServer second = start(store, created);
            try (Tables tables = new Tables(store)) {
                soon().until(() -> tables.count("callback_delivery") == 0);
            } finally {
                second.close();
            }
            assertThat(receiver.got().stream().map(Got::body)).hasSize(EVENTS).doesNotHaveDuplicates();
        }
    }

    @Test
    void closing_again_does_nothing() {
        Callbacks<Region, Order> created = OrderEvents.event().build();
        ConnectorServer server = start("memory", created);
        server.close();
        assertThatCode(server::close).doesNotThrowAnyException();
        assertThat(listens(server.port())).isFalse();
    }

    private Reply whenStopping() {
        try {
            assertThat(stopping.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Reply.of(202);
    }

    private ConnectorServer start(String store, Callbacks<Region, Order> created) {
        return ConnectorServer.builder()
                .host("127.0.0.1")
                .dataDir(folder)
                .store(store)
                .callbacks(created)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment())
                        .policy(DeliveryPolicy.builder()
                                .attemptTimeout(Duration.ofMinutes(10)) // an attempt ends when the receiver answers
                                .build()))
                .register(new OrderEvents(created))
                .start();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
