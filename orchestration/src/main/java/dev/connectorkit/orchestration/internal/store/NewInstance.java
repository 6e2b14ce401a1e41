package dev.connectorkit.orchestration.internal.store;

import dev.connectorkit.orchestration.internal.replay.Instance;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance to be added.
 *
 * @param instance its fixed part
 * @param input JSON text
 * @param startAt the earliest time of its first turn; null if at once, whatever the clocks of other nodes say
 * @param node the node that runs the first turn once the instance is stored, null if the instance becomes due
 */
public record NewInstance(
        Instance instance,
        @Nullable String input,
        @Nullable Instant startAt,
        @Nullable String node) {

    /** Returns it with a node that runs its first turn. */
    public NewInstance on(String runner) {
        return new NewInstance(instance, input, startAt, runner);
    }

    /** Returns the id. */
    public String id() {
        return instance.id();
    }
}
