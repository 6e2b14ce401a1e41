package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.storage.Dialect;
import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The key of tables that were written before the database kept a key of its own: one of the application's. */
record EarlierKey(List<byte[]> candidates) {

    /**
     * Returns the candidate that decrypts the callback URLs, the oldest if there are no URLs, or empty if there are no tables yet.
     *
     * @throws dev.connectorkit.storage.StorageException if none does
     */
    Optional<byte[]> find(Transaction tx) throws SQLException {
        if (!isTableThere(tx)) {
            return Optional.empty();
        }
        Optional<byte[]> url =
                tx.first("SELECT url FROM callback_subscription ORDER BY id LIMIT 1", row -> row.getBytes(1));
        if (url.isEmpty()) {
            return Optional.of(candidates.get(candidates.size() - 1));
        }
        return Optional.of(candidates.stream()
                .filter(key -> new SubscriptionKeys(key).canDecrypt(url.get()))
                .findFirst()
                .orElseThrow(SubscriptionKeys::otherKey));
    }

    private static boolean isTableThere(Transaction tx) throws SQLException {
        String table = tx.dialect() == Dialect.POSTGRES
                ? "SELECT 1 WHERE to_regclass('callback_subscription') IS NOT NULL"
                : "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'callback_subscription'";
        return tx.first(table, row -> 1).isPresent();
    }
}
