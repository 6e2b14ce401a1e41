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

    /** Now, under a new id. */
    public static final StartOptions NONE = new StartOptions(null, null);

    /**
     * Checks the id: 1 to 256 characters, none of {@code / \ # ?} or control ones, no {@code @} in front, neither {@code .} nor
     * {@code ..}.
     *
     * @throws IllegalArgumentException if it may not be one
     */
    public StartOptions {
        if (instanceId != null) {
            InstanceIds.checked(instanceId);
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
