package dev.connectorkit.callbacks.messaging;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.SupervisedThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the messages of a broker as events: receives, publishes, and acknowledges once they are on disk. A message that the broker
 * sends again within seven days is not published again. While the database cannot be reached, the messages wait and are tried again.
 * Messages that cannot be read are rejected, and do not hold up those behind them.
 *
 * <pre>{@code
 * MessageBridge bridge = MessageBridge.builder(source, created, message -> json.readValue(message.body(), Order.class))
 *         .start();
 * }</pre>
 *
 * <p>Start it after the service or server that delivers the event, and close it before that. It has a thread of its own. Thread-safe.
 */
public final class MessageBridge implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MessageBridge.class);
    private static final Duration LONGEST_RECEIVE = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final MessageSource<?> source;
    private final SupervisedThread thread;

    private <M extends Message> MessageBridge(Builder<M, ?> builder) {
        this.source = builder.source;
        Work<M, ?> work = new Work<>(builder);
        this.thread = SupervisedThread.start("connectorkit-bridge-" + builder.event.name(), self -> {
            while (!self.isClosing()) {
                work.step();
            }
        });
    }

    /**
     * Returns a builder of a bridge.
     *
     * @param source the messages; closed with the bridge
     * @param event the event as which they are published
     * @param reader the conversion of messages to payloads
     */
    public static <M extends Message, P> Builder<M, P> builder(
            MessageSource<M> source, Callbacks<?, P> event, MessageReader<? super M, ? extends P> reader) {
        return new Builder<>(source, event, reader);
    }

    /** Returns whether messages are taken: false while the bridge pauses after a failure, and after its end. */
    public boolean isRunning() {
        return thread.isRunning();
    }

    /** Ends after the messages that are being published, which have 5 s, and closes the source. Idempotent. */
    @Override
    public void close() {
        thread.requestClose();
        if (!thread.isCurrent() && !thread.join(GRACE)) {
            thread.close();
        }
        source.close();
    }

    /** The loop's steps, by one thread. */
    private static final class Work<M extends Message, P> {

        /** The largest number of messages in a transaction, which holds up other writers. */
        private static final int TRANSACTION = 100;

        private final Builder<M, P> options;
        private List<M> open = List.of();

        Work(Builder<M, P> options) {
            this.options = options;
        }

        void step() throws Exception {
            if (open.isEmpty()) {
                open = List.copyOf(options.source.receive(LONGEST_RECEIVE));
            }
            if (open.isEmpty()) {
                return;
            }
            List<M> published = new ArrayList<>();
            List<M> rejected = new ArrayList<>();
            for (int from = 0; from < open.size(); from += TRANSACTION) {
                publish(open.subList(from, Math.min(from + TRANSACTION, open.size())), published, rejected);
            }
            open = List.of(); // if the acknowledgement fails, the broker sends them again
            options.source.settle(published, rejected);
        }

        private void publish(List<M> messages, List<M> published, List<M> rejected) {
            List<Decoded<M, P>> readable = new ArrayList<>();
            for (M message : messages) {
                try {
                    readable.add(new Decoded<>(message, options.reader.read(message)));
                } catch (Exception e) {
                    reject(message, e, rejected);
                }
            }
            try {
                publishTogether(readable);
                readable.forEach(each -> published.add(each.message()));
            } catch (StorageException | IllegalStateException e) {
                throw e; // nothing is wrong with the messages
            } catch (RuntimeException e) {
                LOG.debug("One of {} messages cannot be published; each is tried by itself", readable.size(), e);
                readable.forEach(each -> publishAlone(each, published, rejected));
            }
        }

        private void publishTogether(List<Decoded<M, P>> messages) {
            int unused = options.event.inTransaction(connection -> {
                for (Decoded<M, P> each : messages) {
                    options.event.publishOnce(connection, each.message().id(), each.payload(), Map.of());
                }
                return messages.size();
            });
        }

        private void publishAlone(Decoded<M, P> message, List<M> published, List<M> rejected) {
            try {
                options.event.publishOnce(message.message().id(), message.payload(), Map.of());
                published.add(message.message());
            } catch (StorageException | IllegalStateException e) {
                throw e;
            } catch (RuntimeException e) {
                reject(message.message(), e, rejected);
            }
        }

        private void reject(M message, Exception reason, List<M> rejected) {
            LOG.error(
                    "Message {} cannot be published as '{}' and is rejected",
                    message.id(),
                    options.event.name(),
                    reason);
            options.listener.rejected(message, reason);
            rejected.add(message);
        }
    }

    private record Decoded<M extends Message, P>(M message, P payload) {}

    /**
     * Builds and starts a {@link MessageBridge}. Not thread-safe.
     *
     * @param <M> the messages
     * @param <P> the payloads
     */
    public static final class Builder<M extends Message, P> {

        private final MessageSource<M> source;
        private final Callbacks<?, P> event;
        private final MessageReader<? super M, ? extends P> reader;
        private RejectionListener<? super M> listener = (message, reason) -> {};

        private Builder(MessageSource<M> source, Callbacks<?, P> event, MessageReader<? super M, ? extends P> reader) {
            this.source = source;
            this.event = event;
            this.reader = reader;
        }

        /** Sets the listener for messages that cannot be published; they are logged in any case. */
        public Builder<M, P> rejected(RejectionListener<? super M> rejectionListener) {
            this.listener = rejectionListener;
            return this;
        }

        /** Starts to take messages. */
        public MessageBridge start() {
            return new MessageBridge(this);
        }
    }
}
