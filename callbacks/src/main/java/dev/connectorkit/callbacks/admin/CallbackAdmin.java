package dev.connectorkit.callbacks.admin;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Inspects and changes subscriptions, deliveries and dead letters. Shows no callback URLs, no payloads, and no ids that
 * authorize anything. Lists are pages in the order of their ids. Thread-safe.
 *
 * <p>All methods throw {@link dev.connectorkit.storage.StorageException} if the database fails.
 */
public interface CallbackAdmin {

    /**
     * Returns subscriptions.
     *
     * @param event returns only those of this event, or of this group of one-time subscriptions; null for all
     * @param state returns only those in this state; null for all
     * @param after the last id of the previous page, empty for the first
     * @param limit the size of the page, from 1
     */
    List<SubscriptionView> subscriptions(
            @Nullable String event, @Nullable SubscriptionState state, String after, int limit);

    /** Returns the subscription with this id, or empty if it does not exist. */
    Optional<SubscriptionView> subscription(String id);

    /** Removes a subscription together with its deliveries and dead letters; false if it does not exist. */
    boolean remove(String id);

    /** Pauses a subscription: its events are kept as dead letters. Returns false if nothing changed. */
    boolean pause(String id);

    /** Resumes a paused or ended subscription. Returns false if nothing changed. */
    boolean resume(String id);

    /**
     * Returns deliveries that have not arrived yet.
     *
     * @param subscription returns only those of this subscription; null for all
     * @param after the last id of the previous page, empty for the first
     * @param limit the size of the page, from 1
     */
    List<DeliveryView> deliveries(@Nullable String subscription, String after, int limit);

    /** Returns the attempts at a delivery, the oldest first; they are kept for three days. */
    List<AttemptView> attempts(String delivery);

    /**
     * Returns dead letters.
     *
     * @param subscription returns only those of this subscription; null for all
     * @param after the last id of the previous page, empty for the first
     * @param limit the size of the page, from 1
     */
    List<DeadLetterView> deadLetters(@Nullable String subscription, String after, int limit);

    /** Sends a dead letter of an active subscription again, with its id; false if there is no such dead letter. */
    boolean resend(String deadLetter);

    /**
     * Sends the dead letters of an active subscription again, with their ids, the oldest first.
     *
     * @return the number of deliveries, at most 1000; call it again until it is 0
     */
    int resendAll(String subscription);
}
