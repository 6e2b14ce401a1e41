package dev.connectorkit.callbacks.internal.store;

/** A text as it is stored, opened only where it is needed: not within a transaction, which others wait for. Immutable. */
public final class Sealed {

    private final Secrets secrets;
    private final byte[] text;

    /** As {@link Secrets#seal} made it. */
    public Sealed(Secrets secrets, byte[] text) {
        this.secrets = secrets;
        this.text = text;
    }

    /**
     * The text.
     *
     * @throws IllegalStateException if another key sealed it
     */
    public String open() {
        return secrets.open(text);
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "sealed";
    }
}
