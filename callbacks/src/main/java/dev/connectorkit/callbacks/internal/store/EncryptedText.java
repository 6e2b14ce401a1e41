package dev.connectorkit.callbacks.internal.store;

/** A text as it is stored, opened only where it is needed: not within a transaction, which others wait for. Immutable. */
public final class EncryptedText {

    private final SubscriptionKeys keys;
    private final byte[] text;

    /** As {@link SubscriptionKeys#seal} made it. */
    public EncryptedText(SubscriptionKeys keys, byte[] text) {
        this.keys = keys;
        this.text = text;
    }

    /**
     * The text.
     *
     * @throws IllegalStateException if another key sealed it
     */
    public String open() {
        return keys.open(text);
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "sealed";
    }
}
