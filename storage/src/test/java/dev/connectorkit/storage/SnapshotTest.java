package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void aReadSeesNothingOfWhatIsCommittedMeanwhile(TestDatabases kind) {
        String url = kind.fresh(folder);
        try (Database database = DatabaseTest.open(url)) {
            readsOneSnapshot(database);
        }
        try (Database database = Database.over(DataSources.of(url, 10))) {
            readsOneSnapshot(database);
        }
    }

    private static void readsOneSnapshot(Database database) {
        database.<Boolean>read(tx -> {
            long before = count(tx);
            database.write(other -> other.update("INSERT INTO note (text) VALUES ('meanwhile')"));
            assertThat(count(tx)).isEqualTo(before);
            return true;
        });
        assertThat(database.<Long>read(SnapshotTest::count)).isPositive();
    }

    private static long count(Transaction tx) throws SQLException {
        return tx.first("SELECT count(*) FROM note", row -> row.getLong(1)).orElseThrow();
    }

    /** The nodes' own clocks do not matter on PostgreSQL. */
    @ParameterizedTest
    @ValueSource(longs = {-90, 90})
    void theTimeOfNodesIsThatOfTheirDatabase(long ahead) {
        Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(ahead));
        try (Database database = Database.builder()
                .url(TestDatabases.POSTGRES.fresh(folder))
                .clock(wrong)
                .open()) {
            Instant before = Instant.now().minusSeconds(60);
            Instant now = database.now();
            assertThat(now).isBetween(before, Instant.now().plusSeconds(60));
            Instant again = database.write(tx -> {
                Instant first = tx.now();
                Instant second = tx.now();
                assertThat(second).isAfterOrEqualTo(first);
                return second;
            });
            assertThat(again).isAfterOrEqualTo(now);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "SQLITE"})
    void theTimeOfASingleProcessIsThatOfItsClock(TestDatabases kind) {
        Instant instant = Instant.parse("2030-01-01T00:00:00Z");
        try (Database database = Database.builder()
                .url(kind.fresh(folder))
                .clock(Clock.fixed(instant, ZoneOffset.UTC))
                .open()) {
            assertThat(database.now()).isEqualTo(instant);
            assertThat(database.<Instant>write(Transaction::now)).isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @EnumSource
    void statementsCanNameTheTimeOfTheDatabase(TestDatabases kind) {
        try (Database database = Database.open(kind.fresh(folder))) {
            long millis = database.read(tx -> tx.first("SELECT " + tx.dialect().nowMillis(), row -> row.getLong(1))
                    .orElseThrow());
            assertThat(Instant.ofEpochMilli(millis))
                    .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
        }
    }
}
