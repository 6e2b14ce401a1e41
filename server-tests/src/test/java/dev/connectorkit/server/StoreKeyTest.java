package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.server.OrderEvents.Order;
import dev.connectorkit.server.OrderEvents.Region;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A persistent store is opened with the key that it was written with only. */
class StoreKeyTest {

    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "fedcba9876543210".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void aRestartNeedsTheSameKey(TestDatabases kind) {
        String store = kind.fresh(folder);
        start(builder -> builder.store(store).stateKey(KEY));
        start(builder -> builder.store(store).stateKey(KEY));
        assertThatThrownBy(() -> start(builder -> builder.store(store).stateKey(OTHER)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("written with another key");
        assertThatThrownBy(() -> start(builder -> builder.store(store).dataDir(folder.resolve("other"))))
                .isInstanceOf(StorageException.class);
        // Whoever failed has let go of the store.
        start(builder -> builder.store(store).stateKey(KEY));
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void theKeyIsReplacedOnceBothWereGiven(TestDatabases kind) {
        String store = kind.fresh(folder);
        start(builder -> builder.store(store).stateKey(KEY));
        start(builder -> builder.store(store).stateKeys(OTHER, KEY));
        start(builder -> builder.store(store).stateKey(OTHER));
        assertThatThrownBy(() -> start(builder -> builder.store(store).stateKey(KEY)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("start with both");
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void aPersistentStoreWithoutAKeyFailsTheStart(TestDatabases kind) {
        String store = kind.fresh(folder);
        assertThatThrownBy(() -> start(builder -> builder.store(store)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("set a data folder")
                .hasMessageContaining("or a state key");
        start(builder -> builder.store(store).dataDir(folder.resolve("data")));
        start(builder -> builder.store(store).dataDir(folder.resolve("data")));
    }

    @Test
    void memoryNeedsNoKey() {
        start(builder -> builder.store("memory"));
    }

    private static void start(UnaryOperator<ConnectorServer.Builder> setUp) {
        Callbacks<Region, Order> event = OrderEvents.event().build();
        try (ConnectorServer server = setUp.apply(ConnectorServer.builder()
                        .host("localhost")
                        .callbacks(event)
                        .register(new OrderEvents(event)))
                .start()) {
            assertThat(server.port()).isPositive();
        }
    }
}
