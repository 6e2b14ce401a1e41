package dev.connectorkit.callbacks.messaging;

/** A message of a broker, as its {@link MessageSource} received it. */
public interface Message {

    /**
     * Returns the id, which is the same each time the broker sends the message and differs from those of all other messages that are
     * published as the same event; 1 to 500 characters.
     */
    String id();

    /** Returns the content, which must not be changed; empty if the message has none. */
    byte[] body();
}
