package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.crypto.AesGcm;
import dev.connectorkit.storage.crypto.Hmac;
import dev.connectorkit.storage.crypto.SignedToken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The keys that protect subscriptions: callback URLs are stored encrypted (AES-128-GCM) and compared by a keyed hash, and the id
 * in a subscription's Location ends in a keyed hash of 128 bits that only the subscriber has seen. All are derived from one key,
 * which the database keeps and which stays the same when the application's key is replaced. Thread-safe.
 */
public final class SubscriptionKeys {

    private final AesGcm urls;
    private final Hmac naming;
    private final SignedToken tokens;

    /** Creates the keys that are derived from this one. */
    public SubscriptionKeys(byte[] key) {
        Hmac root = Hmac.withKey(key);
        this.urls = new AesGcm(Arrays.copyOf(root.of("callback-url"), 16));
        this.naming = root.derive("callback-key");
        this.tokens = new SignedToken(root.derive("subscription-token"));
    }

    /**
     * Returns the keys of the subscriptions in a database, and creates them if it is new.
     *
     * @param keys the application's keys, the current one first
     * @throws dev.connectorkit.storage.StorageException if the data need another key
     */
    public static SubscriptionKeys of(Database database, List<byte[]> keys) {
        return new SubscriptionKeys(database.dataKey("callbacks", keys, new EarlierKey(keys)::find));
    }

    byte[] encrypt(String url) {
        return urls.encrypt(url.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the URL that was encrypted.
     *
     * @throws StorageException if it was encrypted with another key
     */
    String decrypt(byte[] encrypted) {
        return new String(urls.decrypt(encrypted).orElseThrow(SubscriptionKeys::otherKey), StandardCharsets.UTF_8);
    }

    boolean canDecrypt(byte[] encrypted) {
        return urls.decrypt(encrypted).isPresent();
    }

    static StorageException otherKey() {
        return new StorageException(
                "A callback URL in the database was encrypted with another key: start with the key that it"
                        + " was written with, or, to replace that key, with the new one and the old one as a previous key");
    }

    /** Returns a name for what these parts identify, from which they cannot be computed. */
    public String clientKey(String... parts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(naming.of(String.join("\n", parts)));
    }

    /** Returns the last part of a subscription's Location. */
    public String token(String id) {
        return tokens.sign(id);
    }

    /** Returns the id of the subscription that this token was given out for, or empty if it was not. Takes constant time. */
    public Optional<String> idOf(String token) {
        return tokens.verify(token);
    }
}
