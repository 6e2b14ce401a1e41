package dev.connectorkit.callbacks.internal.store;

import java.util.List;

/**
 * What a node would take of a host.
 *
 * @param most how many at most
 * @param notFrom if empty, the oldest of all; else one of each subscription, and of these only if no other has anything due
 */
public record ClaimRequest(int most, List<String> notFrom) {

    /** So many, the oldest first, whosever they are. */
    public static ClaimRequest oldest(int most) {
        return new ClaimRequest(most, List.of());
    }
}
