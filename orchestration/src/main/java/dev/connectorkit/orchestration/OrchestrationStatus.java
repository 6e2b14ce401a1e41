package dev.connectorkit.orchestration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance as a client sees it. Payloads are JSON text as they were given, null where there is none.
 *
 * @param instanceId its id
 * @param name the orchestration
 * @param runtimeStatus where it stands
 * @param input the input
 * @param output the output of a completed instance, the reason of a terminated one as a JSON string
 * @param customStatus what the orchestration says of itself
 * @param failure why it failed
 * @param createdAt when it was started
 * @param lastUpdatedAt when anything was stored last
 * @param completedAt when it finished
 */
public record OrchestrationStatus(
        String instanceId,
        String name,
        RuntimeStatus runtimeStatus,
        @Nullable String input,
        @Nullable String output,
        @Nullable String customStatus,
        @Nullable FailureDetails failure,
        Instant createdAt,
        Instant lastUpdatedAt,
        @Nullable Instant completedAt) {}
