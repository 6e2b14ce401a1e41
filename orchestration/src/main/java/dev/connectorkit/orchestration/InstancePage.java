package dev.connectorkit.orchestration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a query, the oldest first.
 *
 * @param instances what is on it
 * @param token for the next page, null if this is the last
 */
public record InstancePage(
        List<OrchestrationStatus> instances, @Nullable String token) {}
