package dev.connectorkit.callbacks.internal.store;

import java.util.HashSet;
import java.util.Set;

/** The rest of a {@link PayloadBudget} during one claim. */
final class ClaimBudget {

    private final PayloadBudget given;
    private final Set<String> added = new HashSet<>();
    private long left;

    ClaimBudget(PayloadBudget given) {
        this.given = given;
        this.left = given.bytes();
    }

    /** Returns whether a delivery of this event can be claimed, and reserves the memory if so. */
    boolean admit(String eventId, long bytes) {
        if (bytes <= PayloadBudget.SMALL || given.held().contains(eventId) || added.contains(eventId)) {
            return true;
        }
        boolean first = given.idle() && added.isEmpty();
        if (bytes > left && !first) {
            return false;
        }
        left -= bytes;
        added.add(eventId);
        return true;
    }
}
