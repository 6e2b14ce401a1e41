package dev.connectorkit.callbacks.internal.store;

/** A callback URL as the store hands it out. */
public final class EncryptedUrl {

    private static final SubscriptionKeys KEYS = new SubscriptionKeys(new byte[32]);

    private EncryptedUrl() {}

    /** EncryptedText with a key of the tests. */
    public static EncryptedText of(String url) {
        return new EncryptedText(KEYS, KEYS.encrypt(url));
    }
}
