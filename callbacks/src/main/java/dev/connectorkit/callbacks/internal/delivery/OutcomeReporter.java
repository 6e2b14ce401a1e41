package dev.connectorkit.callbacks.internal.delivery;

import dev.connectorkit.callbacks.delivery.DeliveryAttempt;
import dev.connectorkit.callbacks.delivery.DeliveryListener;
import dev.connectorkit.callbacks.internal.store.Attempt;
import dev.connectorkit.callbacks.internal.store.CallbackStore;
import dev.connectorkit.callbacks.internal.store.Delivery;
import dev.connectorkit.callbacks.internal.store.DeliveryDecision;
import dev.connectorkit.storage.FailureLog;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Reports stored outcomes of attempts to the log, the metrics and the listeners. Thread-safe; never throws. */
final class OutcomeReporter {

    private static final Logger LOG = LoggerFactory.getLogger("dev.connectorkit.deliveries");

    private final DeliveryMetrics metrics;
    private final List<DeliveryListener> listeners;

    OutcomeReporter(DeliveryMetrics metrics, List<DeliveryListener> listeners) {
        this.metrics = metrics;
        this.listeners = listeners;
    }

    void report(Attempt attempt, CallbackStore.Outcome outcome) {
        try {
            log(attempt);
            metrics.attempted(attempt, outcome);
        } catch (RuntimeException | Error e) {
            LOG.error("The outcome of {} could not be counted", attempt.delivery(), e);
        }
        if (outcome.held() && !listeners.isEmpty()) {
            DeliveryAttempt view = view(attempt);
            listeners.forEach(listener -> call(listener, view, attempt.decision(), outcome));
        }
    }

    private static void call(
            DeliveryListener listener,
            DeliveryAttempt attempt,
            DeliveryDecision decision,
            CallbackStore.Outcome outcome) {
        try {
            if (decision instanceof DeliveryDecision.Delivered) {
                listener.delivered(attempt);
            } else if (decision instanceof DeliveryDecision.Retry retry) {
                listener.retrying(attempt, retry.at());
            } else if (decision instanceof DeliveryDecision.Refused refused) {
                if (outcome.stopped()) {
                    listener.subscriptionStopped(attempt, refused.reason());
                } else {
                    listener.retrying(attempt, refused.at());
                }
            } else if (decision instanceof DeliveryDecision.DeadLetter dead) {
                listener.deadLettered(attempt, dead.reason());
            } else if (decision instanceof DeliveryDecision.EndSubscription ended) {
                listener.subscriptionStopped(attempt, ended.reason());
            } else if (decision instanceof DeliveryDecision.PauseSubscription paused) {
                listener.subscriptionStopped(attempt, paused.reason());
            }
        } catch (Throwable e) {
            FailureLog.error(LOG, "A DeliveryListener failed", e);
        }
    }

    private static DeliveryAttempt view(Attempt attempt) {
        Delivery delivery = attempt.delivery();
        return new DeliveryAttempt(
                delivery.id(),
                delivery.eventId(),
                CallbackStore.displayName(delivery.event()),
                delivery.subscriptionId(),
                delivery.host(),
                delivery.attempts() + 1,
                attempt.at(),
                Duration.ofMillis(attempt.millis()),
                attempt.status(),
                attempt.outcome());
    }

    private static void log(Attempt attempt) {
        DeliveryDecision decision = attempt.decision();
        boolean again = decision instanceof DeliveryDecision.Retry || decision instanceof DeliveryDecision.Refused;
        Level level = decision instanceof DeliveryDecision.Delivered ? Level.DEBUG : again ? Level.INFO : Level.WARN;
        LOG.atLevel(level)
                .addKeyValue("deliveryId", attempt.delivery().id())
                .addKeyValue("subscriptionId", attempt.delivery().subscriptionId())
                .log("{}: {} in {} ms, {}", attempt.delivery(), attempt.outcome(), attempt.millis(), decision);
    }
}
