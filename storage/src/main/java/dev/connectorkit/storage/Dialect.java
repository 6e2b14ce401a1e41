package dev.connectorkit.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** Dialects of SQL. */
public enum Dialect {
    /** SQLite, as a file or in memory: one process, one writer at a time. */
    SQLITE("CAST(unixepoch('subsec') * 1000 AS INTEGER)"),
    /** PostgreSQL: several nodes may share it. */
    POSTGRES("(extract(epoch FROM clock_timestamp()) * 1000)::bigint");

    private final String nowMillis;

    Dialect(String nowMillis) {
        this.nowMillis = nowMillis;
    }

    /** Returns an SQL expression for the time of the database's clock when the statement runs, in milliseconds since 1970. */
    public String nowMillis() {
        return nowMillis;
    }

    /** Returns the folder of this dialect's migrations. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the dialect of a connection.
     *
     * @throws IllegalArgumentException if it is to another kind of database
     */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (String.valueOf(product)) {
            case "SQLite" -> SQLITE;
            case "PostgreSQL" -> POSTGRES;
            default ->
                throw new IllegalArgumentException(
                        "The data source connects to " + product + "; use one for SQLite or PostgreSQL");
        };
    }
}
