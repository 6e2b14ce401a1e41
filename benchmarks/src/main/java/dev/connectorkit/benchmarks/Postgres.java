package dev.connectorkit.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** A PostgreSQL of one's own, that flushes each commit to the disk. */
final class Postgres {

    private Postgres() {}

    /** Its JDBC URL; it ends with this JVM. */
    static String start() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on") // off by default in the embedded server
                .setServerConfig("autovacuum", "on")
                .setServerConfig("max_connections", "200")
                .start()
                .getJdbcUrl("postgres", "postgres");
    }
}
