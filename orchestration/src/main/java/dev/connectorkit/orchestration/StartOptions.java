package dev.connectorkit.orchestration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an instance is started.
 *
 * @param instanceId its id, null for a new one; it may be that of a finished instance, which is then replaced
 * @param startAt when it begins, null for now
 */
public record StartOptions(
        @Nullable String instanceId, @Nullable Instant startAt) {

    private static final int LONGEST_ID = 256;

    /** Now, under a new id. */
    public static final StartOptions NONE = new StartOptions(null, null);

    /** Checks the id: not empty, at most 256 characters, none of {@code / \ # ?} or control ones, no {@code @} in front. */
    public StartOptions {
        if (instanceId != null) {
            boolean allowed = instanceId.chars().noneMatch(c -> "/\\#?".indexOf(c) >= 0 || Character.isISOControl(c));
            if (!allowed || instanceId.isEmpty() || instanceId.length() > LONGEST_ID || instanceId.startsWith("@")) {
                throw new IllegalArgumentException(
                        "An instance id has 1 to 256 characters, none of / \\ # ? or control characters, and does not begin"
                                + " with @");
            }
        }
    }

    /** Under this id. */
    public static StartOptions withId(String instanceId) {
        return new StartOptions(instanceId, null);
    }

    /** The same at this time. */
    public StartOptions at(Instant time) {
        return new StartOptions(instanceId, time);
    }
}
