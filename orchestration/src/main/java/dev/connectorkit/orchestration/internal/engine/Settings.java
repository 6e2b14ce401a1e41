package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.RuntimeStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * How an engine runs.
 *
 * @param hub the task hub
 * @param clock the time of the orchestrations
 * @param activityThreads how many activities at once
 * @param lease how long a node that is silent keeps what it has
 * @param cacheBytes how much of decoded histories is kept, about
 * @param purgeAfter how long finished instances of a status are kept
 */
public record Settings(
        String hub,
        Clock clock,
        int activityThreads,
        Duration lease,
        long cacheBytes,
        Map<RuntimeStatus, Duration> purgeAfter) {}
