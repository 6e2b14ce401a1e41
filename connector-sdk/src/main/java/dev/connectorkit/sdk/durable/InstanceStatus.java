package dev.connectorkit.sdk.durable;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form of a status, for the documents only: {@link StatusJson} writes it. */
@Schema(name = "OrchestrationStatus")
record InstanceStatus(
        String name,
        String instanceId,
        String runtimeStatus,
        @Nullable Map<String, Object> input,
        @Nullable Map<String, Object> customStatus,
        @Nullable Map<String, Object> output,
        Instant createdTime,
        Instant lastUpdatedTime,
        @Nullable List<Map<String, Object>> historyEvents) {}
