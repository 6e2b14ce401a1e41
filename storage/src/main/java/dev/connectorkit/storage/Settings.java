package dev.connectorkit.storage;

import java.time.Clock;
import java.time.Duration;

/**
 * Checked options of a {@link Database}.
 *
 * @param clock the clock of this process
 * @param writers connections of the group commit on PostgreSQL
 * @param readers connections that read
 * @param applicationConnections connections of {@link Database#dataSource} on PostgreSQL
 * @param lockTimeout the longest wait for SQLite's write lock
 * @param longestTransaction the longest transaction of the application on SQLite
 */
record Settings(
        Clock clock,
        int writers,
        int readers,
        int applicationConnections,
        Duration lockTimeout,
        Duration longestTransaction) {

    /** Few writers make large groups, which cost a busy server less than parallel small ones. */
    static final Settings DEFAULT = new Settings(
            Clock.systemUTC(),
            Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors())),
            4,
            8,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));
}
