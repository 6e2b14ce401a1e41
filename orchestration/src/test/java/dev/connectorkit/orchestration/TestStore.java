package dev.connectorkit.orchestration;

import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;

/** The stores that tests run on. */
enum TestStore {
    MEMORY,
    SQLITE,
    POSTGRES;

    /** The URL of a new database. */
    String url(Path folder) {
        return switch (this) {
            case MEMORY -> "memory";
            case SQLITE -> "sqlite:" + folder.resolve("work.db");
            case POSTGRES -> TestDatabases.POSTGRES.fresh(folder);
        };
    }
}
