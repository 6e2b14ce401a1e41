package dev.connectorkit.orchestration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a query, oldest instance first.
 *
 * @param instances the instances
 * @param token the token of the next page, null if this is the last
 */
public record InstancePage(
        List<OrchestrationStatus> instances, @Nullable String token) {}
