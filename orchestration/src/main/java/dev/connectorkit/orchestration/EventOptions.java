package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/**
 * Options of a raised event.
 *
 * @param idempotencyKey an event with a key that was raised at this instance before is ignored; null for none
 */
public record EventOptions(@Nullable String idempotencyKey) {

    /** No idempotency key. */
    public static final EventOptions NONE = new EventOptions(null);

    private static final int LONGEST = 256;

    /**
     * Checks the key.
     *
     * @throws IllegalArgumentException if it is empty or longer than 256 characters, or has NUL or unpaired surrogates
     */
    public EventOptions {
        if (idempotencyKey != null
                && (idempotencyKey.isEmpty()
                        || idempotencyKey.length() > LONGEST
                        || !StorableText.isStorable(idempotencyKey))) {
            throw new IllegalArgumentException(
                    "An idempotencyKey needs 1 to 256 characters, without NUL and unpaired surrogates");
        }
    }

    /** Returns options with an idempotency key. */
    public static EventOptions withIdempotencyKey(String key) {
        return new EventOptions(key);
    }
}
