package dev.connectorkit.callbacks.internal.store;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An event to be published.
 *
 * @param event the name of the event
 * @param matchKey the key of the payload, empty if the event has no keys
 * @param matches whether a subscription with this filter, as JSON, gets it
 * @param ordered whether each subscription gets its deliveries one at a time, in order
 * @param body JSON
 * @param headers the author's, as a JSON object
 * @param id identifies it among the publications of the event, so that it is published once; null if it may be repeated
 */
public record Publication(
        String event,
        String matchKey,
        Predicate<String> matches,
        boolean ordered,
        String body,
        String headers,
        @Nullable String id) {

    /** Creates a publication without an id. */
    public Publication(
            String event, String matchKey, Predicate<String> matches, boolean ordered, String body, String headers) {
        this(event, matchKey, matches, ordered, body, headers, null);
    }
}
