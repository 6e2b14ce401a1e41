package dev.connectorkit.storage;

import dev.connectorkit.storage.crypto.AesGcm;
import dev.connectorkit.storage.crypto.Hmac;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that data are encrypted with. Each is stored encrypted with every key that the application has given at the last
 * start, so that the application can replace its keys while the data stay as they are.
 */
final class DataKeys {

    private static final int BYTES = 32;

    private DataKeys() {}

    /**
     * Returns the key of the data of this purpose, and stores it for these keys only.
     *
     * @return empty if it is stored, and none of these keys decrypts it
     */
    static Optional<byte[]> open(Transaction tx, String purpose, List<byte[]> keys, Work<Optional<byte[]>> earlier)
            throws SQLException {
        PropertyTable.lock(tx);
        Map<String, String> stored = PropertyTable.startingWith(tx, prefix(purpose));
        Map<String, byte[]> given = new LinkedHashMap<>();
        keys.forEach(key -> given.put(name(purpose, key), key));
        Optional<byte[]> known = stored.isEmpty()
                ? Optional.of(earlier.run(tx).orElseGet(DataKeys::random))
                : given.entrySet().stream()
                        .filter(key -> stored.containsKey(key.getKey()))
                        .findFirst()
                        .flatMap(key -> decrypt(key.getValue(), stored.getOrDefault(key.getKey(), "")));
        if (known.isPresent()) {
            for (String name : stored.keySet()) {
                if (!given.containsKey(name)) {
                    PropertyTable.remove(tx, name);
                }
            }
            for (Map.Entry<String, byte[]> key : given.entrySet()) {
                if (!stored.containsKey(key.getKey())) {
                    PropertyTable.put(tx, key.getKey(), encrypt(key.getValue(), known.get()));
                }
            }
        }
        return known;
    }

    static StorageException unreadable(String purpose, Database database) {
        return new StorageException("The data of " + purpose + " in " + database
                + " were written with another key and cannot be read with this one: start with the key that they were"
                + " written with, which must be the same for all nodes and after every restart. To replace that key,"
                + " start with both, the new one as the current key and the old one as a previous key. If that key is"
                + " lost, the data are too; then use a new, empty database");
    }

    private static byte[] random() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    private static String encrypt(byte[] key, byte[] dataKey) {
        return Base64.getEncoder().encodeToString(cipher(key).encrypt(dataKey));
    }

    private static Optional<byte[]> decrypt(byte[] key, String dataKey) {
        return cipher(key).decrypt(Base64.getDecoder().decode(dataKey));
    }

    private static AesGcm cipher(byte[] key) {
        return new AesGcm(Hmac.withKey(key).of("data-key"));
    }

    private static String prefix(String purpose) {
        return "data-key:" + purpose + ":";
    }

    /** Names a key by a fingerprint, from which it cannot be computed. */
    private static String name(String purpose, byte[] key) {
        byte[] hash = Hmac.withKey(key).derive("key-fingerprint").of(purpose);
        return prefix(purpose) + HexFormat.of().formatHex(hash, 0, 16);
    }
}
