package dev.connectorkit.orchestration.internal.engine;

import dev.connectorkit.orchestration.OrchestrationListener;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.replay.VersionPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an engine.
 *
 * @param hub the task hub
 * @param clock the time of orchestrations and timers
 * @param activityThreads the number of activities that run at once
 * @param lease the time after which the partitions and activities of a silent node are taken over
 * @param cacheBytes the approximate size of the cache of histories
 * @param purgeAfter the age at which finished instances are deleted, by status
 * @param versions the accepted versions of instances
 * @param defaultVersion the version of instances that are started without one, null for none
 * @param listeners the listeners for starts and ends of instances
 */
public record Settings(
        String hub,
        Clock clock,
        int activityThreads,
        Duration lease,
        long cacheBytes,
        Map<RuntimeStatus, Duration> purgeAfter,
        VersionPolicy versions,
        @Nullable String defaultVersion,
        List<OrchestrationListener> listeners) {}
