package dev.connectorkit.orchestration.testing;

import dev.connectorkit.orchestration.internal.replay.InstanceState;
import dev.connectorkit.orchestration.internal.replay.Message;
import dev.connectorkit.orchestration.internal.replay.TurnResult;
import java.util.ArrayList;
import java.util.List;

/** An instance in memory. */
final class SimulatedInstance {

    InstanceState state;
    TurnResult last;
    final List<Message> inbox = new ArrayList<>();
    boolean due = true;

    SimulatedInstance(InstanceState state) {
        this.state = state;
        this.last = TurnResult.nothing(state, state.instance().createdAt());
    }
}
