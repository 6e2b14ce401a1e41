package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyTest {

    private static final byte[] FIRST = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = "fedcba9876543210".getBytes(StandardCharsets.UTF_8);
    private static final byte[] THIRD = "another sixteen!".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private static byte[] dataKey(Database database, byte[]... keys) {
        return database.dataKey("callbacks", List.of(keys), tx -> Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void aPersistentDatabaseTakesTheKeyItWasWrittenWithOnly(TestDatabases kind) {
        String url = kind.fresh(folder);
        byte[] data;
        try (Database database = Database.open(url)) {
            data = dataKey(database, FIRST);
            assertThat(data).hasSize(32).isEqualTo(dataKey(database, FIRST));
            // Data of their own have a key of their own.
            assertThat(database.dataKey("actions", List.of(SECOND), tx -> Optional.empty()))
                    .isNotEqualTo(data);
        }
        try (Database database = Database.open(url)) {
            assertThatThrownBy(() -> dataKey(database, SECOND))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("callbacks in " + database)
                    .hasMessageContaining("another key")
                    .hasMessageContaining("start with the key that they were written with")
                    .hasMessageContaining("start with both");
            assertThat(dataKey(database, FIRST)).isEqualTo(data);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyIsReplacedOnceBothWereGiven(TestDatabases kind) {
        try (Database database = Database.open(kind.fresh(folder))) {
            byte[] data = dataKey(database, FIRST);
            assertThat(dataKey(database, SECOND, FIRST)).isEqualTo(data);
            // Nodes that still have the old key only may restart meanwhile.
            assertThat(dataKey(database, FIRST)).isEqualTo(data);
            assertThat(dataKey(database, SECOND, FIRST)).isEqualTo(data);
            assertThat(dataKey(database, SECOND)).isEqualTo(data);
            assertThatThrownBy(() -> dataKey(database, FIRST)).isInstanceOf(StorageException.class);
            assertThatThrownBy(() -> dataKey(database, THIRD, FIRST)).isInstanceOf(StorageException.class);
            assertThat(dataKey(database, THIRD, FIRST, SECOND)).isEqualTo(data);
            assertThat(dataKey(database, THIRD)).isEqualTo(data);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theKeyOfEarlierDataIsKept(TestDatabases kind) {
        try (Database database = Database.open(kind.fresh(folder))) {
            assertThat(database.dataKey("callbacks", List.of(SECOND, FIRST), tx -> Optional.of(FIRST)))
                    .isEqualTo(FIRST);
            assertThat(dataKey(database, SECOND)).isEqualTo(FIRST);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsStoredShowsNeitherKey(TestDatabases kind) {
        try (Database database = Database.open(kind.fresh(folder))) {
            byte[] data = dataKey(database, FIRST);
            List<String> all = database.read(tx -> tx.query(
                    "SELECT name, value FROM connectorkit_property", row -> row.getString(1) + row.getString(2)));
            assertThat(all)
                    .hasSize(2)
                    .noneMatch(text -> text.contains(new String(FIRST, StandardCharsets.UTF_8)))
                    .noneMatch(text -> text.contains(Base64.getEncoder().encodeToString(data)));
            assertThat(database.isPersistent()).isEqualTo(kind != TestDatabases.MEMORY);
        }
    }
}
