package dev.connectorkit.storage;

import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What differs between the databases: connections, and how the other nodes are told. */
interface Backend extends AutoCloseable {

    static Backend open(String url) {
        if (url.equals("memory")) {
            return Sqlite.memory();
        }
        if (url.startsWith("sqlite:") && url.length() > "sqlite:".length()) {
            return Sqlite.file(java.nio.file.Path.of(url.substring("sqlite:".length())));
        }
        if (url.startsWith("postgres:") || url.startsWith("postgresql:")) {
            return new Postgres(PostgresUrl.parse(url));
        }
        throw new IllegalArgumentException(
                "A database is memory, sqlite:FILE or postgres://user:password@host:port/database");
    }

    Dialect dialect();

    /** How many transactions may be written at once. */
    int writers();

    /** A transaction for writing has begun when this returns. */
    Session begin() throws SQLException;

    /** Whether reads must go through the only connection. */
    boolean readsWithWriter();

    <T extends @Nullable Object> T read(Work<T> work);

    /** Calls back when another node has woken a channel, with null when wake-ups may have been missed. */
    void onForeignWake(Consumer<@Nullable String> listener);

    @Override
    void close();

    /** A transaction that is under way. */
    interface Session {

        Transaction transaction();

        /** On disk when it returns; releases the connection. */
        void commit() throws SQLException;

        /** Releases the connection; never throws: one that cannot roll back is given up. */
        void rollback();
    }
}
