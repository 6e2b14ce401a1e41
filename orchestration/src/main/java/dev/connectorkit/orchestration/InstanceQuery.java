package dev.connectorkit.orchestration;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which instances. Immutable.
 *
 * @param statuses any of these; empty for all
 * @param createdFrom not before, null for any
 * @param createdTo not after, null for any
 * @param idPrefix how the id begins, null for any
 * @param limit the most on one page, from 1 to 1,000
 * @param token where the page begins, from {@link InstancePage#token()}; null for the first
 */
public record InstanceQuery(
        Set<RuntimeStatus> statuses,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo,
        @Nullable String idPrefix,
        int limit,
        @Nullable String token) {

    private static final int LARGEST = 1000;

    /** All, a hundred on a page. */
    public static final InstanceQuery ALL = new InstanceQuery(Set.of(), null, null, null, 100, null);

    /** Checks the limit. */
    public InstanceQuery {
        statuses = Set.copyOf(statuses);
        if (limit < 1 || limit > LARGEST) {
            throw new IllegalArgumentException("The limit must be from 1 to " + LARGEST + ", but is " + limit);
        }
    }

    /** Only with one of these statuses. */
    public InstanceQuery withStatus(RuntimeStatus... wanted) {
        return new InstanceQuery(Set.of(wanted), createdFrom, createdTo, idPrefix, limit, token);
    }

    /** Only started in this time; null is open. */
    public InstanceQuery created(@Nullable Instant from, @Nullable Instant to) {
        return new InstanceQuery(statuses, from, to, idPrefix, limit, token);
    }

    /** Only ids that begin like this. */
    public InstanceQuery withIdPrefix(String prefix) {
        return new InstanceQuery(statuses, createdFrom, createdTo, prefix, limit, token);
    }

    /** With this many on a page. */
    public InstanceQuery withLimit(int most) {
        return new InstanceQuery(statuses, createdFrom, createdTo, idPrefix, most, token);
    }

    /** From here on. */
    public InstanceQuery from(@Nullable String pageToken) {
        return new InstanceQuery(statuses, createdFrom, createdTo, idPrefix, limit, pageToken);
    }
}
