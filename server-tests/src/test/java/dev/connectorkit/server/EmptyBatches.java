package dev.connectorkit.server;

import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.sdk.poll.Poll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;

/** Finds batches without elements, each with a state that moves on. */
@Path("/empty")
public class EmptyBatches {

    @GET
    @PollTrigger(summary = "When nothing comes")
    public Poll<List<String>> poll(@TriggerState(TriggerState.Form.PLAIN) Optional<Integer> since) {
        return Poll.found(List.of(), since.orElse(0) + 1);
    }
}
