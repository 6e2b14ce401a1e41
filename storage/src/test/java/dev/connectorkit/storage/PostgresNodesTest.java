package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Properties of a PostgreSQL database that several nodes share: one clock, and connections that do not hang. */
class PostgresNodesTest {

    @TempDir
    Path folder;

    @Test
    void theSystemsClockIsReplacedByTheServersAndAClockThatIsSetIsNot() {
        Duration wrong = Duration.ofMinutes(10);
        TestClock set = new TestClock();
        try (Database database = Database.open(TestDatabases.POSTGRES.fresh(folder))) {
            Clock shared = database.clock(new SkewedSystemClock(wrong));
            Instant server = database.now();
            assertThat(shared.instant()).isCloseTo(server, within(1, ChronoUnit.MINUTES));
            assertThat(database.clock(set)).isSameAs(set);
        }
        try (Database file = Database.open(TestDatabases.SQLITE.fresh(folder))) {
            Clock own = new SkewedSystemClock(wrong);
            assertThat(file.clock(own)).isSameAs(own);
        }
    }

    @Test
    void connectionsThatDoNotAnswerAreGivenUpExceptDuringAMigration() throws Exception {
        PostgresUrl url = PostgresUrl.parse(TestDatabases.POSTGRES.fresh(folder));
        try (PostgresPools pools = PostgresPools.open(url, Settings.DEFAULT);
                Connection writer = pools.writing().getConnection();
                Connection reader = pools.reading().getConnection()) {
            assertThat(writer.getNetworkTimeout()).isPositive();
            assertThat(reader.getNetworkTimeout()).isPositive();
            int usual = writer.getNetworkTimeout();
            Transaction transaction = new Transaction(
                    writer, Dialect.POSTGRES, new java.util.HashMap<>(), new Transaction.Origin("", Clock.systemUTC()));
            transaction.runLong(() -> assertThat(writer.getNetworkTimeout()).isZero());
            assertThat(writer.getNetworkTimeout()).isEqualTo(usual);
        }
    }

    @Test
    void theUrlMaySetAnotherTime() throws Exception {
        PostgresUrl url = PostgresUrl.parse(TestDatabases.POSTGRES.fresh(folder) + "?socketTimeout=7");
        try (PostgresPools pools = PostgresPools.open(url, Settings.DEFAULT);
                Connection writer = pools.writing().getConnection()) {
            assertThat(writer.getNetworkTimeout()).isEqualTo(7_000);
        }
    }
}
