package dev.connectorkit.callbacks.internal.store;

/** A callback URL as the store hands it out. */
public final class SealedUrl {

    private static final Secrets SECRETS = new Secrets(new byte[32]);

    private SealedUrl() {}

    /** Sealed with a key of the tests. */
    public static Sealed of(String url) {
        return new Sealed(SECRETS, SECRETS.seal(url));
    }
}
