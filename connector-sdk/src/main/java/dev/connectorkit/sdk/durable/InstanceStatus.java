package dev.connectorkit.sdk.durable;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form of a status, for the documents only: {@link StatusJson} writes it. */
@Schema(name = "OrchestrationStatus")
record InstanceStatus(
        @JsonProperty("name") String name,
        @JsonProperty("instanceId") String instanceId,
        @JsonProperty("runtimeStatus") String runtimeStatus,
        @JsonProperty("input") @Nullable Map<String, Object> input,
        @JsonProperty("customStatus") @Nullable Map<String, Object> customStatus,
        @JsonProperty("output") @Nullable Map<String, Object> output,
        @JsonProperty("createdTime") Instant createdTime,
        @JsonProperty("lastUpdatedTime") Instant lastUpdatedTime,
        @JsonProperty("version") @Nullable String version,
        @JsonProperty("tags") @Nullable Map<String, String> tags,
        @JsonProperty("historyEvents") @Nullable List<Map<String, Object>> historyEvents) {}
