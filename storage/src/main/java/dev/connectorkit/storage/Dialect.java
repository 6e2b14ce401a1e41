package dev.connectorkit.storage;

import java.util.Locale;

/** The databases whose SQL is spoken. */
public enum Dialect {
    /** SQLite, as a file or in memory: one process, one writer at a time. */
    SQLITE,
    /** PostgreSQL: several nodes may share it. */
    POSTGRES;

    /** The folder of this dialect's migrations. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
