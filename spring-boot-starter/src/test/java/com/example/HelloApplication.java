// tag::hello[]
package com.example;

import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.sdk.poll.Poll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.stereotype.Component;

@SpringBootApplication
public class HelloApplication {

    public static void main(String[] args) {
        SpringApplication.run(HelloApplication.class, args);
    }

    public record Minute(Instant at) {}

    @Component
    @Path("/minutes")
    public static class Minutes {

        @GET
        @PollTrigger(summary = "When a minute has passed")
        public Poll<Minute> minutePassed(@TriggerState Instant since) {
            Instant next = since.plusSeconds(60);
            return Instant.now().isBefore(next) ? Poll.nothing() : Poll.found(new Minute(next), next);
        }
    }
}
// end::hello[]
