package dev.connectorkit.orchestration;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of an instance. Payloads are JSON text as it was given, null if absent.
 *
 * @param instanceId its id
 * @param name the orchestration
 * @param version its version, null if it has none
 * @param tags its tags
 * @param runtimeStatus the status
 * @param input the input
 * @param output the output of a completed instance, the reason of a terminated one as a JSON string
 * @param customStatus the status set by the orchestration
 * @param failure the failure of a failed instance
 * @param createdAt the time of its start
 * @param lastUpdatedAt the time of its last turn
 * @param completedAt the time of its end
 */
public record OrchestrationStatus(
        String instanceId,
        String name,
        @Nullable String version,
        Map<String, String> tags,
        RuntimeStatus runtimeStatus,
        @Nullable String input,
        @Nullable String output,
        @Nullable String customStatus,
        @Nullable FailureDetails failure,
        Instant createdAt,
        Instant lastUpdatedAt,
        @Nullable Instant completedAt) {

    /** Returns a builder of the status of an instance. */
    public static Builder builder(String instanceId, String name, RuntimeStatus runtimeStatus) {
        return new Builder(instanceId, name, runtimeStatus);
    }

    /** Builds an {@link OrchestrationStatus}; used by implementations of {@link OrchestrationRuntime}. Not thread-safe. */
    public static final class Builder {

        private final String instanceId;
        private final String name;
        private final RuntimeStatus runtimeStatus;
        private Map<String, String> tags = Map.of();
        private @Nullable String version;
        private @Nullable String input;
        private @Nullable String output;
        private @Nullable String customStatus;
        private @Nullable FailureDetails failure;
        private Instant createdAt = Instant.EPOCH;
        private Instant lastUpdatedAt = Instant.EPOCH;

        private Builder(String instanceId, String name, RuntimeStatus runtimeStatus) {
            this.instanceId = instanceId;
            this.name = name;
            this.runtimeStatus = runtimeStatus;
        }

        /** Sets {@link OrchestrationStatus#version()}. */
        public Builder version(@Nullable String text) {
            version = text;
            return this;
        }

        /** Sets {@link OrchestrationStatus#tags()}. */
        public Builder tags(Map<String, String> all) {
            tags = Map.copyOf(all);
            return this;
        }

        /** Sets {@link OrchestrationStatus#input()}. */
        public Builder input(@Nullable String json) {
            input = json;
            return this;
        }

        /** Sets {@link OrchestrationStatus#output()}. */
        public Builder output(@Nullable String json) {
            output = json;
            return this;
        }

        /** Sets {@link OrchestrationStatus#customStatus()}. */
        public Builder customStatus(@Nullable String json) {
            customStatus = json;
            return this;
        }

        /** Sets {@link OrchestrationStatus#failure()}. */
        public Builder failure(@Nullable FailureDetails details) {
            failure = details;
            return this;
        }

        /** Sets {@link OrchestrationStatus#createdAt()}. */
        public Builder createdAt(Instant time) {
            createdAt = time;
            return this;
        }

        /** Sets {@link OrchestrationStatus#lastUpdatedAt()}; it is {@link OrchestrationStatus#completedAt()} if finished. */
        public Builder lastUpdatedAt(Instant time) {
            lastUpdatedAt = time;
            return this;
        }

        /** Returns the status. */
        public OrchestrationStatus build() {
            return completedAt(runtimeStatus.isFinished() ? lastUpdatedAt : null);
        }

        /** Returns the status with a time of completion of its own. */
        public OrchestrationStatus completedAt(@Nullable Instant time) {
            return new OrchestrationStatus(
                    instanceId,
                    name,
                    version,
                    tags,
                    runtimeStatus,
                    input,
                    output,
                    customStatus,
                    failure,
                    createdAt,
                    lastUpdatedAt,
                    time);
        }
    }
}
