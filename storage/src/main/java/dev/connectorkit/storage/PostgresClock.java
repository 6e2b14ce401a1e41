package dev.connectorkit.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a PostgreSQL server: read about once a second, and counted on by this process in between, so that nodes whose
 * clocks differ agree on what is due. Thread-safe.
 */
final class PostgresClock extends Clock {

    static final Duration READ_EVERY = Duration.ofSeconds(1);

    private static final String NOW = "SELECT " + Dialect.POSTGRES.nowMillis();
    private static final long LONGEST_READ_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Work<Instant> first = Transaction::now;
    private final Postgres database;
    private volatile @Nullable Reading last;

    PostgresClock(Postgres database) {
        this.database = database;
    }

    /** Reads it anew if the last reading is a second old. */
    void readIfOld(Connection connection) throws SQLException {
        Reading known = last;
        long begin = System.nanoTime();
        if (known != null && begin - known.nanos() < READ_EVERY.toNanos()) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(NOW)) {
            row.next();
            Instant time = Instant.ofEpochMilli(row.getLong(1));
            long took = System.nanoTime() - begin;
            // An answer that was long under way is worth less than counting on.
            if (known == null || took < LONGEST_READ_NANOS) {
                last = new Reading(time, begin + took / 2);
            }
        }
    }

    @Override
    public Instant instant() {
        Reading known = last;
        if (known == null) {
            known = new Reading(database.read(first), System.nanoTime());
            last = known;
        }
        return known.time().plusNanos(System.nanoTime() - known.nanos());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("It has no zone but UTC");
    }

    /** A time of the server, and that of this process when it was read. */
    private record Reading(Instant time, long nanos) {}
}
