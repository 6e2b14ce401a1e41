package dev.connectorkit.docs;

// tag::hello[]
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.sdk.poll.Poll;
import dev.connectorkit.server.ConnectorServer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;

@Path("/minutes")
public class HelloConnector {
    public record Minute(Instant at) {}

    @GET
    @PollTrigger(summary = "When a minute has passed")
    public Poll<Minute> minutePassed(@TriggerState Instant since) {
        Instant next = since.plusSeconds(60);
        return Instant.now().isBefore(next) ? Poll.nothing() : Poll.found(new Minute(next), next);
    }

    public static void main(String[] args) {
        ConnectorServer.start(8080, new HelloConnector());
    }
}
// end::hello[]
