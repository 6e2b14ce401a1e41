package dev.connectorkit.callbacks.internal.store;

/** A text as it is stored, decrypted only where it is needed: not within a transaction, which others wait for. Immutable. */
public final class EncryptedText {

    private final SubscriptionKeys keys;
    private final byte[] text;

    /** Creates one of what {@link SubscriptionKeys#encrypt} returned. */
    public EncryptedText(SubscriptionKeys keys, byte[] text) {
        this.keys = keys;
        this.text = text;
    }

    /**
     * Returns the text.
     *
     * @throws dev.connectorkit.storage.StorageException if it was encrypted with another key
     */
    public String decrypt() {
        return keys.decrypt(text);
    }

    /** Returns nothing of the text. */
    @Override
    public String toString() {
        return "encrypted";
    }
}
