package dev.connectorkit.server;

import static dev.connectorkit.server.EventServer.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.Tables;
import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.server.OrderEvents.Order;
import dev.connectorkit.server.OrderEvents.Region;
import dev.connectorkit.server.bench.NioReceiver;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseOutageTest {

    private static final int EVENTS = 2_000;
    private static final int CUTS = 5;

    @TempDir
    Path folder;

    @Test
    void what_was_published_arrives_though_the_connections_to_the_database_are_cut() throws Exception {
        String store = TestDatabases.POSTGRES.fresh(folder);
        Callbacks<Region, Order> created = OrderEvents.event().build();
        Set<String> arrived = ConcurrentHashMap.newKeySet();
        DeliveryPolicy policy = DeliveryPolicy.builder()
                .lease(Duration.ofSeconds(1))
                .schedule(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofMillis(100))
                .build();
        byte[] taken = NioReceiver.answer(202);
        try (NioReceiver receiver = new NioReceiver(request -> {
                    arrived.add(request.body());
                    return taken;
                });
                ConnectorServer server = ConnectorServer.builder()
                        .dataDir(folder)
                        .store(store)
                        .callbacks(created)
                        .delivery(options ->
                                options.guard(CallbackGuard.forDevelopment()).policy(policy))
                        .register(new OrderEvents(created))
                        .start();
                Tables tables = new Tables(store)) {
            created.subscribe("http://127.0.0.1:" + receiver.port() + "/a", new Region(null));
            for (int i = 0; i < EVENTS; i++) {
                publish(created, new Order(Integer.toString(i), "north"));
                if (i % (EVENTS / CUTS) == EVENTS / CUTS / 2) {
                    tables.cutConnections();
                }
            }
            soon().untilAsserted(
                            () -> assertThat(tables.count("callback_delivery")).isZero());
            assertThat(arrived).hasSize(EVENTS);
            assertThat(server.port()).isPositive();
        }
    }

    /** Until it is on disk. */
    private static void publish(Callbacks<Region, Order> created, Order order) {
        soon().pollInterval(Duration.ofMillis(10))
                .ignoreException(StorageException.class)
                .until(() -> created.publish(order).deliveries() == 1);
    }
}
