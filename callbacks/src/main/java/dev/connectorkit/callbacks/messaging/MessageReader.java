package dev.connectorkit.callbacks.messaging;

/**
 * Conversion of messages to payloads of an event. Used by one thread at a time.
 *
 * @param <M> the messages
 * @param <P> the payloads
 */
@FunctionalInterface
public interface MessageReader<M extends Message, P> {

    /**
     * Returns the payload of a message.
     *
     * @throws Exception if the message cannot be read; it is rejected then, and the next one is read
     */
    P read(M message) throws Exception;
}
