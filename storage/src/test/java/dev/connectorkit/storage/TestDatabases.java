package dev.connectorkit.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The databases that tests run against. PostgreSQL is one server for the whole JVM, started at the first use; it flushes nothing, which
 * loses data only where the operating system ends, unless {@link #FLUSHED} is set.
 */
public enum TestDatabases {
    MEMORY,
    SQLITE,
    POSTGRES;

    /** Name of the system property that, with the value "on", makes PostgreSQL flush each commit before it is acknowledged. */
    public static final String FLUSHED = "postgres.synchronous_commit";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static @Nullable EmbeddedPostgres postgres;

    /** The URL of a new, empty database. */
    public String fresh(Path folder) {
        int number = COUNT.incrementAndGet();
        return switch (this) {
            case MEMORY -> "memory";
            case SQLITE -> "sqlite:" + folder.resolve("test-" + number + ".db");
            case POSTGRES -> postgres("test_" + number);
        };
    }

    private static synchronized String postgres(String name) {
        try {
            if (postgres == null) {
                String flushed = System.getProperty(FLUSHED, "off");
                postgres = EmbeddedPostgres.builder()
                        .setPort(FreePort.next())
                        .setServerConfig("fsync", flushed)
                        .setServerConfig("synchronous_commit", flushed)
                        .setServerConfig("max_connections", "200")
                        .start();
            }
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                // Copies files, and writes no log of each page: a third cheaper.
                statement.execute("CREATE DATABASE " + name + " STRATEGY FILE_COPY");
            }
            return "postgres://postgres:postgres@localhost:" + postgres.getPort() + "/" + name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
