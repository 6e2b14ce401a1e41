package dev.connectorkit.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs the numbered scripts of one component that have not been run, and keeps book of them in
 * {@code connectorkit_migration}. It is our own, and keeps its own book, so that the author's migrations in the same database
 * are left alone.
 */
final class Migrations {

    private static final String BOOK = """
            CREATE TABLE IF NOT EXISTS connectorkit_migration (
              component TEXT NOT NULL, version INTEGER NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL,
              PRIMARY KEY (component, version))""";
    private static final long ADVISORY_LOCK = 0x636f6e6e6b6974L;

    private final String component;
    private final Class<?> anchor;

    Migrations(String component, Class<?> anchor) {
        this.component = component;
        this.anchor = anchor;
    }

    void run(Transaction transaction) throws SQLException {
        if (transaction.dialect() == Dialect.POSTGRES) {
            transaction.query("SELECT pg_advisory_xact_lock(?)", row -> "", ADVISORY_LOCK);
        }
        transaction.update(BOOK);
        Map<Integer, String> done = new TreeMap<>();
        transaction.query(
                "SELECT version, checksum FROM connectorkit_migration WHERE component = ?",
                row -> done.put(row.getInt(1), row.getString(2)) == null,
                component);
        int version = 1;
        for (String script = script(transaction, version); script != null; script = script(transaction, version)) {
            apply(transaction, version, script, done.remove(version));
            version++;
        }
        if (version == 1) {
            throw new StorageException("There is no db/" + transaction.dialect().folder() + "/V1.sql beside " + anchor);
        }
        if (!done.isEmpty()) {
            throw new StorageException("The tables of " + component + " are of version " + done.keySet()
                    + ", and this program knows " + (version - 1) + "; use a newer program");
        }
    }

    private void apply(Transaction transaction, int version, String script, @Nullable String known)
            throws SQLException {
        String checksum = checksum(script);
        if (known == null) {
            for (String statement : script.split(";\\s*\\R", -1)) {
                if (!statement.isBlank()) {
                    transaction.update(statement);
                }
            }
            transaction.update(
                    "INSERT INTO connectorkit_migration VALUES (?, ?, ?, ?)",
                    component,
                    version,
                    checksum,
                    System.currentTimeMillis());
        } else if (!known.equals(checksum)) {
            throw new StorageException("Migration " + version + " of " + component
                    + " is another one than that which made these tables; add a new one and leave the old as it was");
        }
    }

    private @Nullable String script(Transaction transaction, int version) {
        String name = "db/" + transaction.dialect().folder() + "/V" + version + ".sql";
        try (InputStream in = anchor.getResourceAsStream(name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new StorageException("Cannot read " + name, e);
        }
    }

    private static String checksum(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
