package dev.connectorkit.callbacks.messaging;

/**
 * Listener for messages that cannot be published, because they cannot be read or the event refuses the payload.
 *
 * @param <M> the messages
 */
@FunctionalInterface
public interface RejectionListener<M extends Message> {

    /** Handles a message that is about to be settled as rejected. If this throws, the message is tried again after a pause. */
    void rejected(M message, Exception reason);
}
