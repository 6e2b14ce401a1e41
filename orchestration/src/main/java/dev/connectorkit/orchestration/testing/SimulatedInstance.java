package dev.connectorkit.orchestration.testing;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An instance in memory. */
final class SimulatedInstance {

    InstanceState state;
    final List<Message> inbox = new ArrayList<>();
    final Instant createdAt;
    Instant updatedAt;

    @Nullable String output;

    @Nullable FailureDetails failure;

    boolean due = true;

    SimulatedInstance(InstanceState state, Instant createdAt) {
        this.state = state;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
    }
}
