package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyTest {

    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OTHER = "fedcba9876543210".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void aPersistentDatabaseTakesTheKeyItWasWrittenWithOnly(TestDatabases kind) {
        String url = kind.fresh(folder);
        try (Database database = Database.open(url)) {
            database.requireKey("callbacks", KEY);
            database.requireKey("callbacks", KEY);
            // Data of their own may have a key of their own.
            database.requireKey("actions", OTHER);
        }
        try (Database database = Database.open(url)) {
            assertThatThrownBy(() -> database.requireKey("callbacks", OTHER))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("callbacks in " + database)
                    .hasMessageContaining("another key")
                    .hasMessageContaining("start with the key that they were written with");
            assertThatCode(() -> database.requireKey("callbacks", KEY)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyIsReplacedWhileTheOldOneIsStillGiven(TestDatabases kind) {
        try (Database database = Database.open(kind.fresh(folder))) {
            database.requireKey("callbacks", KEY);
            database.requireKey("callbacks", OTHER, KEY);
            assertThatThrownBy(() -> database.requireKey("callbacks", OTHER)).isInstanceOf(StorageException.class);
            assertThatThrownBy(() -> database.requireKey("callbacks", KEY)).isInstanceOf(StorageException.class);
            database.requireKey("callbacks", OTHER, KEY);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFingerprintDoesNotShowTheKey(TestDatabases kind) {
        try (Database database = Database.open(kind.fresh(folder))) {
            database.requireKey("callbacks", KEY);
            List<String> all = database.read(tx -> tx.query(
                    "SELECT name, value FROM connectorkit_property", row -> row.getString(1) + row.getString(2)));
            assertThat(all).hasSize(2).noneMatch(text -> text.contains(new String(KEY, StandardCharsets.UTF_8)));
            assertThat(database.isPersistent()).isEqualTo(kind != TestDatabases.MEMORY);
        }
    }
}
