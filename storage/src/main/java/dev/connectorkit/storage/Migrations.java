package dev.connectorkit.storage;

import dev.connectorkit.storage.crypto.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the numbered scripts of one component that have not been run, and records them in {@code connectorkit_migration},
 * separate from the application's migrations.
 *
 * <p>A script that programs of an older version can live with says so in its first line, {@code -- usable-from: 1}: those that
 * know script 1 go on working, so that nodes can be upgraded one by one. Without the line, older programs refuse the tables.
 */
final class Migrations {

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS connectorkit_migration (
              component TEXT NOT NULL, version INTEGER NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL,
              PRIMARY KEY (component, version))""";
    private static final Pattern USABLE_FROM = Pattern.compile("\\A-- usable-from: (\\d{1,6})\\R");

    private final String component;
    private final Class<?> anchor;

    Migrations(String component, Class<?> anchor) {
        this.component = component;
        this.anchor = anchor;
    }

    void run(Transaction transaction) throws SQLException {
        transaction.runLong(() -> runScripts(transaction));
    }

    private void runScripts(Transaction transaction) throws SQLException {
        PropertyTable.lock(transaction);
        transaction.update(TABLE);
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
        for (int newer : done.keySet()) {
            checkUsable(transaction, newer, version - 1);
        }
    }

    private void apply(Transaction transaction, int version, String script, @Nullable String known)
            throws SQLException {
        String checksum = Sha256.hex(script);
        if (known == null) {
            for (String statement : script.split(";\\s*\\R", -1)) {
                if (!statement.isBlank()) {
                    transaction.update(statement);
                }
            }
            transaction.update(
                    "INSERT INTO connectorkit_migration (component, version, checksum, applied_at) VALUES (?, ?, ?, ?)",
                    component,
                    version,
                    checksum,
                    System.currentTimeMillis());
            Matcher usable = USABLE_FROM.matcher(script);
            if (usable.find()) {
                PropertyTable.put(transaction, usableFrom(version), usable.group(1));
            }
        } else if (!known.equals(checksum)) {
            throw new StorageException("Migration " + version + " of " + component
                    + " differs from the one that made these tables; add a new one and leave the old as it was");
        }
    }

    private void checkUsable(Transaction transaction, int newer, int known) throws SQLException {
        int needed = PropertyTable.get(transaction, usableFrom(newer))
                .map(Integer::parseInt)
                .orElse(newer);
        if (needed > known) {
            throw new StorageException("The tables of " + component + " are of version " + newer
                    + ", which needs a program that knows version " + needed + ", and this one knows " + known
                    + "; use a newer program");
        }
        LOG.info("The tables of {} are of version {}; this program knows {} and can use them", component, newer, known);
    }

    private String usableFrom(int version) {
        return "usable-from:" + component + ":" + version;
    }

    private @Nullable String script(Transaction transaction, int version) {
        String name = "db/" + transaction.dialect().folder() + "/V" + version + ".sql";
        try (InputStream in = anchor.getResourceAsStream(name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new StorageException("Cannot read " + name, e);
        }
    }
}
