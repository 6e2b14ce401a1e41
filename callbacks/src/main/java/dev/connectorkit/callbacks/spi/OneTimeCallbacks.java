package dev.connectorkit.callbacks.spi;

import dev.connectorkit.storage.Transaction;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Callbacks that are made once, such as the result of a long operation. The methods that take a {@link Transaction} take part in
 * the caller's transaction, which must be one of the database of the callback service. Thread-safe.
 */
public interface OneTimeCallbacks {

    /** Returns a new id of 32 hexadecimal digits; ids sort by the time they were made. */
    String newId();

    /** Returns the unguessable form of an id, to be used in URLs. */
    String token(String id);

    /** Returns the id of a token, or empty if the token was not made by this service. Takes constant time. */
    Optional<String> idOf(String token);

    /**
     * Returns a keyed hash of these parts, which does not reveal them.
     *
     * @param purpose hashes of different purposes are unrelated
     */
    String hash(String purpose, String... parts);

    /**
     * Checks a callback URL and the input that came with it.
     *
     * @param group the name under which an operator finds the subscription and its deliveries
     * @param id a {@linkplain #newId() new id}
     * @param callbackUrl the URL as it was received, null if absent
     * @param input the input, validated by the validator of the service; null if absent
     * @throws dev.connectorkit.callbacks.SubscriptionRefusedException if the URL is missing or not allowed
     */
    OneTimeSubscription check(String group, String id, @Nullable String callbackUrl, @Nullable Object input);

    /** Stores a subscription. */
    void subscribe(Transaction tx, OneTimeSubscription subscription) throws SQLException;

    /**
     * Publishes the one event of a subscription; does nothing if the subscription was removed.
     *
     * @param json the payload
     * @param headers headers of the delivery, {@linkplain #checkHeaders checked} before
     */
    void publish(Transaction tx, String group, String id, String json, Map<String, String> headers) throws SQLException;

    /** Removes a subscription and its delivery, if they are stored. */
    void unsubscribe(Transaction tx, String id) throws SQLException;

    /** Registers a listener that is called with the id of every subscription before its subscriber removes it. */
    void beforeUnsubscribe(Consumer<String> listener);

    /** Returns the largest payload that can be published, in bytes of UTF-8. */
    int maxPayloadBytes();

    /**
     * Returns a copy of headers that can be sent with a delivery.
     *
     * @throws IllegalArgumentException if one is invalid, or is set by the delivery itself
     */
    static Map<String, String> checkHeaders(Map<String, String> headers) {
        return HeaderRules.checked(headers);
    }
}
