package dev.connectorkit.orchestration.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * An activity to be run.
 *
 * @param instanceId who called it
 * @param execution the run that called it
 * @param taskId the action
 * @param name the activity
 * @param input JSON text
 * @param node who runs it: only this node's answer counts
 */
public record ActivityRow(
        String instanceId,
        String execution,
        int taskId,
        String name,
        @Nullable String input,
        String node) {}
