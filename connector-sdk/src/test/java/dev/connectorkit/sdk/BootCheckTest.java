package dev.connectorkit.sdk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.swagger.InvalidConnectorException;
import dev.connectorkit.swagger.PollTrigger;
import dev.connectorkit.swagger.TriggerState;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A trigger that cannot work fails the start, and is told how to work. */
class BootCheckTest {

    /** One mistake per method. */
    @Path("/wrong")
    public static class Wrong {

        @GET
        @Path("date")
        @PollTrigger(summary = "When a date")
        public Poll<String> date(@TriggerState Date since) {
            return Poll.nothing();
        }

        @GET
        @Path("list")
        @PollTrigger(summary = "When a list")
        public Poll<String> list(@TriggerState Optional<List<String>> since) {
            return Poll.nothing();
        }

        @GET
        @Path("number")
        @PollTrigger(summary = "When a number")
        public Poll<String> number(@TriggerState long since) {
            return Poll.nothing();
        }

        @GET
        @Path("none")
        @PollTrigger(summary = "When none")
        public Poll<String> none() {
            return Poll.nothing();
        }

        @POST
        @Path("post")
        @PollTrigger(summary = "When posted")
        public Poll<String> post(@TriggerState java.time.Instant since) {
            return Poll.nothing();
        }
    }

    @Test
    void all_problems_of_all_triggers_are_told_at_once() {
        assertThatThrownBy(() -> TestServer.with(new Wrong()))
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("Wrong.date (parameter 'since'): a trigger state cannot be java.util.Date; use"
                        + " Instant, Cursor, Long, Integer, String or a record, or an Optional of these")
                .hasMessageContaining("Wrong.list (parameter 'since'): a trigger state cannot be java.util.List<")
                .hasMessageContaining("Wrong.number (parameter 'since'): the first poll has no state and no Long means"
                        + " 'now'; declare Optional<Long> and return Poll.nothing(start) where it is empty")
                .hasMessageContaining("Wrong.none")
                .hasMessageContaining("Wrong.post");
    }
}
