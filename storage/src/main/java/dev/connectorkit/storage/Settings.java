package dev.connectorkit.storage;

import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Checked options of a {@link Database}.
 *
 * @param clock the clock of this process
 * @param writers connections of the group commit on PostgreSQL
 * @param readers connections that read
 * @param applicationConnections connections of {@link Database#dataSource} on PostgreSQL
 * @param lockTimeout the longest wait for SQLite's write lock
 * @param longestTransaction the longest transaction of the application on SQLite
 * @param poolMetrics measures the pools of connections to PostgreSQL
 */
record Settings(
        Clock clock,
        int writers,
        int readers,
        int applicationConnections,
        Duration lockTimeout,
        Duration longestTransaction,
        @Nullable MetricsTrackerFactory poolMetrics) {

    /** Few writers make large groups, which cost a busy server less than parallel small ones. */
    static final Settings DEFAULT = new Settings(
            Clock.systemUTC(),
            Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors())),
            4,
            8,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            null);

    private static final int MOST_CONNECTIONS = 1_000;

    static int connections(String option, int count) {
        if (count < 1 || count > MOST_CONNECTIONS) {
            throw new IllegalArgumentException(
                    option + " takes a number from 1 to " + MOST_CONNECTIONS + ", not " + count);
        }
        return count;
    }

    static Duration time(String option, Duration time) {
        if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException(option + " takes a time from 1 ms to 10 minutes, not " + time);
        }
        return time;
    }
}
