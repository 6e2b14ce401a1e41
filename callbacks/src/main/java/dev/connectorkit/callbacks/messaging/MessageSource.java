package dev.connectorkit.callbacks.messaging;

import java.time.Duration;
import java.util.List;

/**
 * A broker's queue or topic, as a {@link MessageBridge} reads it. The bridge calls all methods from one thread at a time.
 *
 * @param <M> the messages, which may have more members than {@link Message}, such as a tag for their acknowledgement
 */
public interface MessageSource<M extends Message> extends AutoCloseable {

    /**
     * Waits for messages and returns them in the order in which they are to be published. All messages of the call before have been
     * settled, unless that failed.
     *
     * @param longest the longest time to wait
     * @return the messages; empty if none came in time
     * @throws Exception if the broker failed; the bridge calls again after a pause
     */
    List<M> receive(Duration longest) throws Exception;

    /**
     * Acknowledges all messages of the last {@link #receive}. They are stored, so the broker may forget them; if it sends them again
     * all the same, they are not published again.
     *
     * @param published the messages that are published
     * @param rejected the messages that cannot be; a broker with a dead letter queue moves them there
     * @throws Exception if the broker failed; the messages are not settled again unless it sends them again
     */
    void settle(List<M> published, List<M> rejected) throws Exception;

    /** Releases the connection; the broker sends messages again that were not settled. */
    @Override
    void close();
}
