package dev.connectorkit.orchestration;

import org.jspecify.annotations.Nullable;

/**
 * How an activity or a sub-orchestration is called.
 *
 * @param retryPolicy when it is tried again, null for never
 * @param instanceId the id of a sub-orchestration, null for one that is derived; of no meaning for an activity
 */
public record TaskOptions(
        @Nullable RetryPolicy retryPolicy, @Nullable String instanceId) {

    /** One attempt. */
    public static final TaskOptions NONE = new TaskOptions(null, null);

    /** With a retry policy. */
    public TaskOptions(RetryPolicy retryPolicy) {
        this(retryPolicy, null);
    }

    /**
     * Checks the id.
     *
     * @throws IllegalArgumentException if it is none that {@link StartOptions} takes
     */
    public TaskOptions {
        if (instanceId != null) {
            InstanceIds.checked(instanceId);
        }
    }

    /** The same for a sub-orchestration of this id. */
    public TaskOptions withInstanceId(String id) {
        return new TaskOptions(retryPolicy, id);
    }
}
