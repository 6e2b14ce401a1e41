package dev.connectorkit.storage;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.sqlite.SQLiteErrorCode;

/** The table of facts about the database as a whole: its id, and the encrypted keys of its data. */
final class PropertyTable {

    private static final String TABLE =
            "CREATE TABLE IF NOT EXISTS connectorkit_property (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)";
    private static final String ID = "id";
    private static final long ADVISORY_LOCK = 0x636f6e6e6b6974L;

    private PropertyTable() {}

    /** Creates the table and the id of a new database; returns the id. */
    static String create(Transaction tx) throws SQLException {
        lock(tx);
        tx.update(TABLE);
        Optional<String> known = get(tx, ID);
        if (known.isPresent()) {
            return known.get();
        }
        String id = UUID.randomUUID().toString();
        put(tx, ID, id);
        return id;
    }

    /** Holds off other nodes that change the schema until the end of the transaction. */
    static void lock(Transaction tx) throws SQLException {
        if (tx.dialect() == Dialect.POSTGRES) {
            tx.query("SELECT pg_advisory_xact_lock(?)", row -> "", ADVISORY_LOCK);
        }
    }

    static Optional<String> get(Transaction tx, String name) throws SQLException {
        return tx.first("SELECT value FROM connectorkit_property WHERE name = ?", row -> row.getString(1), name);
    }

    static void put(Transaction tx, String name, String value) throws SQLException {
        tx.update("INSERT INTO connectorkit_property (name, value) VALUES (?, ?)", name, value);
    }

    /** Returns whether the transaction is in the database of this id; on SQLite it has the write lock afterwards. */
    static boolean has(Transaction tx, String id) throws SQLException {
        if (tx.dialect() == Dialect.POSTGRES) {
            // A statement that fails would end the caller's transaction.
            return tx.first("SELECT to_regclass('connectorkit_property') IS NOT NULL", row -> row.getBoolean(1))
                            .orElse(false)
                    && get(tx, ID).filter(id::equals).isPresent();
        }
        try {
            // A write first: a transaction that has read before cannot get the lock once another has written.
            return tx.update("UPDATE connectorkit_property SET value = value WHERE name = ? AND value = ?", ID, id)
                    == 1;
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains("no such table")) {
                return false;
            }
            if ((e.getErrorCode() & 0xFF) == SQLiteErrorCode.SQLITE_BUSY.code) {
                throw new SQLTransientConnectionException(
                        "Another transaction has the write lock, or has written after this one had begun to read; use"
                                + " connections of Database.inTransaction or Database.dataSource(), which begin with the lock",
                        e);
            }
            throw e;
        }
    }

    /** Returns the properties whose names have this prefix. */
    static Map<String, String> startingWith(Transaction tx, String prefix) throws SQLException {
        return tx
                .query(
                        "SELECT name, value FROM connectorkit_property WHERE substr(name, 1, ?) = ?",
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        prefix.length(),
                        prefix)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static void remove(Transaction tx, String name) throws SQLException {
        tx.update("DELETE FROM connectorkit_property WHERE name = ?", name);
    }
}
