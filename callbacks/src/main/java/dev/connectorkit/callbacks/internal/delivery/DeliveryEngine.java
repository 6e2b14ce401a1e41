package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.delivery.DeliveryListener;
import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.Publication;
import dev.connectorkit.guard.CallbackGuard;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Everything that delivers what a {@link CallbackStore} holds. Thread-safe. */
public final class DeliveryEngine {

    private final CallbackStore store;
    private final Transport transport;
    private final ConsentRequest consent;
    private final DeliveryMetrics metrics;
    private final DeliveryLoop loop;
    private final Runnable stopListening;

    /** Creates the engine; nothing is delivered before {@link #start}. */
    public DeliveryEngine(CallbackStore store, Settings settings, MeterRegistry registry, Clock clock) {
        this.store = store;
        DeliveryPolicy policy = settings.policy();
        this.transport = new Transport(settings.guard(), policy, settings.sslContext(), settings.proxy());
        this.consent = new ConsentRequest(transport, settings.origin(), policy.attemptTimeout());
        this.metrics = new DeliveryMetrics(registry, store, settings.meters(), clock);
        AttemptSender sender = new AttemptSender(
                settings.guard(), new Signer(settings.signingKeys()), transport, policy.attemptTimeout(), clock);
        RetryDecider decider = new RetryDecider(policy, ThreadLocalRandom.current()::nextDouble);
        OutcomeReporter reporter = new OutcomeReporter(metrics, settings.listeners());
        this.loop = new DeliveryLoop(store, policy, sender, decider, reporter, clock);
        this.stopListening = store.database().onWake(CallbackStore.CHANNEL, loop::sweep);
    }

    /** Starts to deliver. */
    public void start() {
        loop.start();
    }

    /** Returns whether deliveries are being made. */
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** Returns the requests for consent. */
    public ConsentRequest consent() {
        return consent;
    }

    /** Publishes an event, and takes its deliveries over after the commit. */
    public CallbackStore.Published publish(Publication publication) {
        CallbackStore.Published published = store.publish(publication, loop);
        published(publication.event(), published);
        return published;
    }

    /** Announces a publication that was committed, or will be. */
    public void published(String event, CallbackStore.Published published) {
        loop.hint(published.hosts());
        metrics.published(event, published.deliveries());
    }

    /**
     * Stops to deliver. Idempotent.
     *
     * @param grace the time that attempts in progress have to end
     */
    public void close(Duration grace) {
        stopListening.run();
        try {
            loop.stop(grace);
        } finally {
            transport.close();
            metrics.close();
        }
    }

    /**
     * Settings of an engine.
     *
     * @param signingKeys the keys that sign deliveries, none for no signatures
     * @param sslContext verifies receivers, null for the JVM's
     * @param proxy the proxy of all requests, null for none
     * @param origin the host name that receivers know this service by
     * @param meters the events that have meters of their own
     */
    public record Settings(
            DeliveryPolicy policy,
            CallbackGuard guard,
            List<byte[]> signingKeys,
            @Nullable SSLContext sslContext,
            @Nullable URI proxy,
            List<DeliveryListener> listeners,
            String origin,
            List<Meter> meters) {}

    /**
     * An event with meters.
     *
     * @param name the name of the event, or of a group of one-time callbacks
     */
    public record Meter(String name, boolean oneTime) {}
}
