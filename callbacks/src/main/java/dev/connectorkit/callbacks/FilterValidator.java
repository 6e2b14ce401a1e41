package dev.connectorkit.callbacks;

/** Validates the filters of subscriptions before they are stored. Thread-safe. */
@FunctionalInterface
public interface FilterValidator {

    /** Accepts every filter. */
    FilterValidator NONE = (filter, path) -> {};

    /**
     * Throws an exception if the filter is invalid; the exception reaches the caller of {@code subscribe}.
     *
     * @param filter the filter, as read from the request
     * @param path prepended to the names of properties in messages: empty, or like {@code "inputs."}
     */
    void validate(Object filter, String path);
}
