package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.internal.replay.InstanceState.Parent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance that is to be.
 *
 * @param id its id
 * @param name the orchestration
 * @param execution its run
 * @param input JSON text
 * @param parent who waits for its end
 * @param createdAt now
 * @param startAt when it begins
 */
public record NewInstance(
        String id,
        String name,
        String execution,
        @Nullable String input,
        @Nullable Parent parent,
        Instant createdAt,
        Instant startAt) {}
