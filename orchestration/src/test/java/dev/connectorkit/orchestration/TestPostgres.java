package dev.connectorkit.orchestration;

import dev.connectorkit.storage.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL for all tests of this JVM, which flushes nothing, or each commit before it is acknowledged with the system property {@code postgres.synchronous_commit=on}; each test has a database of its own. */
public final class TestPostgres {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    private TestPostgres() {}

    /** The URL of a new database. */
    public static synchronized String newDatabase() {
        try {
            if (server == null) {
                String flushed = System.getProperty("postgres.synchronous_commit", "off");
                server = EmbeddedPostgres.builder()
                        .setPort(FreePort.next())
                        .setServerConfig("fsync", flushed)
                        .setServerConfig("synchronous_commit", flushed)
                        .setServerConfig("max_connections", "200")
                        .start();
            }
            String name = "test" + COUNT.incrementAndGet();
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            }
            return "postgres://postgres:postgres@localhost:" + server.getPort() + "/" + name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
