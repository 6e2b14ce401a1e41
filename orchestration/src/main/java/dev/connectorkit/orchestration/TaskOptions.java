package dev.connectorkit.orchestration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Options of a call of an activity or a sub-orchestration. Immutable. */
public final class TaskOptions {

    /** One attempt without limits. */
    public static final TaskOptions NONE = builder().build();

    private final @Nullable RetryPolicy retryPolicy;
    private final @Nullable RetryHandler retryHandler;
    private final @Nullable String instanceId;
    private final @Nullable String version;
    private final @Nullable Duration timeout;
    private final @Nullable Duration heartbeatTimeout;

    private TaskOptions(Builder builder) {
        this.retryPolicy = builder.retryPolicy;
        this.retryHandler = builder.retryHandler;
        this.instanceId = builder.instanceId;
        this.version = builder.version;
        this.timeout = builder.timeout;
        this.heartbeatTimeout = builder.heartbeatTimeout;
    }

    /** Creates options with a retry policy. */
    public TaskOptions(@Nullable RetryPolicy retryPolicy) {
        this(builder().retryPolicy(retryPolicy));
    }

    /** Creates options with a retry handler. */
    public TaskOptions(RetryHandler retryHandler) {
        this(builder().retryHandler(retryHandler));
    }

    /** Creates options with a retry policy for the delays and a handler that may end the attempts earlier. */
    public TaskOptions(@Nullable RetryPolicy retryPolicy, @Nullable RetryHandler retryHandler) {
        this(builder().retryPolicy(retryPolicy).retryHandler(retryHandler));
    }

    /** Returns a new builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with these options. */
    public Builder toBuilder() {
        return new Builder()
                .retryPolicy(retryPolicy)
                .retryHandler(retryHandler)
                .instanceId(instanceId)
                .version(version)
                .timeout(timeout)
                .heartbeatTimeout(heartbeatTimeout);
    }

    /** Returns these options with the id of a sub-orchestration; null derives one. */
    public TaskOptions withInstanceId(@Nullable String id) {
        return toBuilder().instanceId(id).build();
    }

    /** Returns the retry policy, null for a single attempt. */
    public @Nullable RetryPolicy retryPolicy() {
        return retryPolicy;
    }

    /** Returns the retry handler, null for none. */
    public @Nullable RetryHandler retryHandler() {
        return retryHandler;
    }

    /** Returns the id of a sub-orchestration, null to derive one. Not used by activities. */
    public @Nullable String instanceId() {
        return instanceId;
    }

    /** Returns the version of a sub-orchestration, null for that of its parent. Not used by activities. */
    public @Nullable String version() {
        return version;
    }

    /** Returns the longest time that one attempt of an activity may run, null for no limit. Not used by sub-orchestrations. */
    public @Nullable Duration timeout() {
        return timeout;
    }

    /**
     * Returns the longest time from the start of an activity to its first {@link ActivityContext#heartbeat()} and from each to
     * the next, null for no limit. Not used by sub-orchestrations.
     */
    public @Nullable Duration heartbeatTimeout() {
        return heartbeatTimeout;
    }

    /** Builds {@link TaskOptions}. Not thread-safe. */
    public static final class Builder {

        private @Nullable RetryPolicy retryPolicy;
        private @Nullable RetryHandler retryHandler;
        private @Nullable String instanceId;
        private @Nullable String version;
        private @Nullable Duration timeout;
        private @Nullable Duration heartbeatTimeout;

        private Builder() {}

        /** Sets {@link TaskOptions#retryPolicy()}. */
        public Builder retryPolicy(@Nullable RetryPolicy policy) {
            retryPolicy = policy;
            return this;
        }

        /** Sets {@link TaskOptions#retryHandler()}. */
        public Builder retryHandler(@Nullable RetryHandler handler) {
            retryHandler = handler;
            return this;
        }

        /**
         * Sets {@link TaskOptions#instanceId()}.
         *
         * @throws IllegalArgumentException if the id is invalid, as in {@link StartOptions}
         */
        public Builder instanceId(@Nullable String id) {
            instanceId = id == null ? null : InstanceIds.checked(id);
            return this;
        }

        /**
         * Sets {@link TaskOptions#version()}.
         *
         * @throws IllegalArgumentException if it is longer than 256 characters, or has NUL or unpaired surrogates
         */
        public Builder version(@Nullable String text) {
            version = Required.version(text);
            return this;
        }

        /**
         * Sets {@link TaskOptions#timeout()}.
         *
         * @throws IllegalArgumentException if it is not above zero
         */
        public Builder timeout(@Nullable Duration limit) {
            timeout = positive("timeout", limit);
            return this;
        }

        /**
         * Sets {@link TaskOptions#heartbeatTimeout()}.
         *
         * @throws IllegalArgumentException if it is not above zero
         */
        public Builder heartbeatTimeout(@Nullable Duration limit) {
            heartbeatTimeout = positive("heartbeatTimeout", limit);
            return this;
        }

        /** Returns the options. */
        public TaskOptions build() {
            return new TaskOptions(this);
        }

        private static @Nullable Duration positive(String option, @Nullable Duration value) {
            if (value != null && (value.isZero() || value.isNegative())) {
                throw new IllegalArgumentException("The " + option + " must be above zero, not " + value);
            }
            return value;
        }
    }
}
