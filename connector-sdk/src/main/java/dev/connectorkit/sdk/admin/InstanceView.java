package dev.connectorkit.sdk.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.connectorkit.orchestration.OrchestrationStatus;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance of an orchestration.
 *
 * @param id the id
 * @param name the orchestration
 * @param version its version, null if it has none
 * @param status the runtime status, as Durable Functions names it
 * @param input JSON
 * @param customStatus JSON
 * @param output JSON
 * @param failure the type and message of the failure, null if it has not failed
 * @param updatedAt the time of its last turn
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InstanceView(
        String id,
        String name,
        @Nullable String version,
        Map<String, String> tags,
        String status,
        @JsonRawValue @Nullable String input,
        @JsonRawValue @Nullable String customStatus,
        @JsonRawValue @Nullable String output,
        @Nullable String failure,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant completedAt) {

    static InstanceView of(OrchestrationStatus status) {
        return new InstanceView(
                status.instanceId(),
                status.name(),
                status.version(),
                status.tags(),
                status.runtimeStatus().toString(),
                status.input(),
                status.customStatus(),
                status.output(),
                status.failure() == null ? null : status.failure().toString(),
                status.createdAt(),
                status.lastUpdatedAt(),
                status.completedAt());
    }
}
