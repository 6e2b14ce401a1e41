package dev.connectorkit.docs;

import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.sdk.poll.Poll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;

// tag::resource[]
@Path("/minutes")
public class Minutes {
    public record Minute(
            @Summary(value = "At", description = "The end of the minute.")
            Instant at) {}

    private final Clock clock;

    public Minutes(Clock clock) {
        this.clock = clock;
    }

    @GET
    @PollTrigger(summary = "When a minute has passed")
    public Poll<Minute> minutePassed(@TriggerState Instant since) {
        Instant next = since.plusSeconds(60);
        return clock.instant().isBefore(next) ? Poll.nothing() : Poll.found(new Minute(next), next);
    }
}
// end::resource[]
