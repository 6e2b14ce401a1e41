package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningTest {

    @TempDir
    Path folder;

    @Test
    void sqliteFlushesEveryCommit() {
        try (Database database = Database.open(TestDatabases.SQLITE.fresh(folder))) {
            assertThat(database.<String>write(tx -> tx.first("PRAGMA journal_mode", row -> row.getString(1))
                            .orElseThrow()))
                    .isEqualTo("wal");
            assertThat(database.<Integer>write(tx ->
                            tx.first("PRAGMA synchronous", row -> row.getInt(1)).orElseThrow()))
                    .isEqualTo(2);
        }
    }

    @Test
    void aFileBelongsToOneConnectorAtATime() {
        String url = TestDatabases.SQLITE.fresh(folder);
        try (Database database = Database.open(url)) {
            assertThatThrownBy(() -> Database.open(url))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("in use by another connector")
                    .hasMessageContaining("PostgreSQL");
            assertThat(database.dialect()).isEqualTo(Dialect.SQLITE);
        }
        Database.open(url).close();
    }

    @Test
    void nodesHearOfEachOtherOnPostgres() throws Exception {
        String url = TestDatabases.POSTGRES.fresh(folder);
        try (Database here = Database.open(url);
                Database there = Database.open(url)) {
            CountDownLatch listening = new CountDownLatch(1);
            there.onWake("notes", listening::countDown);
            // A node that begins to listen calls its listeners, as it may have missed something.
            assertThat(listening.await(1, TimeUnit.MINUTES)).isTrue();

            CountDownLatch heard = new CountDownLatch(1);
            there.onWake("notes", heard::countDown);
            here.write(tx -> {
                tx.wake("notes");
                return true;
            });
            assertThat(heard.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sqlite",
                "sqlite:",
                "mysql://x/y",
                "jdbc:postgresql://h/d",
                "postgres:",
                "postgres://",
                "postgres://host",
                "postgres://u:p w@host/db",
                "postgres://u:p w@ho st/db",
                "postgres://u:p w@host:0/db",
                "postgres://u:pw@host:65536/db",
                "postgres://u:pw@host:x/db",
                "postgres://u:pw@host,/db",
                "postgres://u:pw@[::1/db",
                "postgres://u:100%@host/db"
            })
    void anythingElseIsRefusedWithoutShowingIt(String url) {
        assertThatThrownBy(() -> Database.open(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("postgres://user:password@host:port/database")
                .hasMessageNotContaining("p w")
                .hasMessageNotContaining("pw@");
    }

    @Test
    void aPostgresUrlIsReadInBothForms() {
        PostgresUrl plain = PostgresUrl.parse("postgresql://me:a%2Fb+c@db.example:5433/orders?sslmode=require");
        assertThat(plain)
                .isEqualTo(new PostgresUrl(
                        "jdbc:postgresql://db.example:5433/orders?sslmode=require",
                        "me",
                        "a/b+c",
                        "postgres://db.example:5433/orders"));
        assertThat(PostgresUrl.parse("postgres:jdbc:postgresql://h/d?user=u&password=secret")
                        .name())
                .isEqualTo("jdbc:postgresql://h/d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://u:p@my_db:5432/x | jdbc:postgresql://my_db:5432/x",
                "postgres://u:p@my_db/x?ssl=true | jdbc:postgresql://my_db/x?ssl=true",
                "postgres://u:p@[::1]:5433/x | jdbc:postgresql://[::1]:5433/x",
                "postgres://u:p@[fe80::1]/x | jdbc:postgresql://[fe80::1]/x",
                "postgres://u:p@10.0.0.1/x | jdbc:postgresql://10.0.0.1/x",
                "postgres://u:p@one:5432,two_b:5433,[::1]/x?targetServerType=primary"
                        + " | jdbc:postgresql://one:5432,two_b:5433,[::1]/x?targetServerType=primary"
            })
    void hostsMayHaveUnderscoresBeSeveralOrIPv6(String url, String jdbc) {
        PostgresUrl parsed = PostgresUrl.parse(url);
        assertThat(parsed.jdbc()).isEqualTo(jdbc);
        assertThat(parsed.user()).isEqualTo("u");
        assertThat(parsed.password()).isEqualTo("p");
        assertThat(parsed.name()).doesNotContain("u:p").doesNotContain("?");
        assertThat(PostgresUrl.parse(url.replace("u:p@", "")).user()).isNull();
        assertThat(PostgresUrl.parse(url.replace("u:p@", "u:p%40%2F@w@")).password())
                .isEqualTo("p@/@w");
    }

    @Test
    void connectsToTheFirstHostThatAnswers() {
        String url = TestDatabases.POSTGRES.fresh(folder);
        String several = url.replace("@localhost", "@localhost:1,127.0.0.1");
        try (Database database = Database.open(several)) {
            assertThat(database.health().isReady()).isTrue();
            assertThat(database.toString()).startsWith("postgres://localhost:1,127.0.0.1:");
        }
    }

    @ParameterizedTest
    @EnumSource
    void migratesOnce(TestDatabases kind) {
        try (Database database = Database.open(kind.fresh(folder))) {
            database.migrate("notes", OpeningTest.class);
            database.write(tx -> tx.update("INSERT INTO note (text) VALUES ('kept')"));
            database.migrate("notes", OpeningTest.class);

            assertThat(database.<Long>read(tx -> tx.first("SELECT count(*) FROM note", row -> row.getLong(1))
                            .orElseThrow()))
                    .isEqualTo(1);
            List<Integer> versions = database.read(tx ->
                    tx.query("SELECT version FROM connectorkit_migration ORDER BY version", row -> row.getInt(1)));
            assertThat(versions).containsExactly(1, 2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesTablesThatAreNewerOrMadeByAnotherScript(TestDatabases kind) {
        try (Database database = Database.open(kind.fresh(folder))) {
            database.migrate("notes", OpeningTest.class);
            database.write(
                    tx -> tx.update("INSERT INTO connectorkit_migration (component, version, checksum, applied_at)"
                            + " VALUES ('notes', 3, 'x', 0)"));
            assertThatThrownBy(() -> database.migrate("notes", OpeningTest.class))
                    .hasMessageContaining("use a newer program");

            database.write(tx -> tx.update("UPDATE connectorkit_migration SET checksum = 'x' WHERE version = 2"));
            assertThatThrownBy(() -> database.migrate("notes", OpeningTest.class))
                    .hasMessageContaining("Migration 2 of notes differs");
        }
    }
}
