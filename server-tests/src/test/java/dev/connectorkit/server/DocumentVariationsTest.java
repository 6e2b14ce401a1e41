package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.Summary;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.sdk.poll.Poll;
import dev.connectorkit.swagger.InvalidConnectorException;
import io.restassured.response.Response;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inherited annotations and parameters of java.time in forms that are rarer than those of the guide: document and server agree. */
class DocumentVariationsTest {

    public record Order(
            @Summary(value = "ID", description = "The order.")
            long id) {}

    @Path("/generic")
    @Produces("application/json")
    public interface Polled<T> {
        @GET
        @Path("one")
        @PollTrigger(summary = "When it happens")
        Poll<T> when(@TriggerState Optional<Long> since);
    }

    public static class OfInterfaces implements Polled<Order> {
        @Override
        public Poll<Order> when(Optional<Long> since) {
            return Poll.nothing(since.orElse(0L));
        }
    }

    @Path("/base")
    @Produces("application/json")
    public abstract static class Grandparent<T> {
        @GET
        @Path("two")
        @PollTrigger(summary = "When it happens below")
        public abstract Poll<T> below(@TriggerState Optional<Long> since);
    }

    public abstract static class Parent extends Grandparent<Order> {
        @Override
        public Poll<Order> below(Optional<Long> since) {
            return Poll.nothing(1L);
        }
    }

    @Path("/child")
    public static class Child extends Parent {
        @Override
        public Poll<Order> below(Optional<Long> since) {
            return super.below(since);
        }
    }

    @Test
    void inherited_triggers_of_generic_interfaces_and_classes_are_triggers() throws Exception {
        try (TestServer server = TestServer.with(new OfInterfaces(), new Child())) {
            JsonNode paths = new ObjectMapper()
                    .readTree(server.get("/swagger.json?profile=designer").asString())
                    .path("paths");
            for (String path : List.of("/generic/one", "/child/two")) {
                JsonNode operation = paths.path(path).path("get");
                assertThat(operation.path("x-ms-trigger").asText()).as(path).isEqualTo("single");
                assertThat(operation.path("responses").has("202")).as(path).isTrue();
                assertThat(operation.at("/responses/200/schema/$ref").asText())
                        .as(path)
                        .isEqualTo("#/definitions/Order");
                Response nothing = server.get(path);
                assertThat(nothing.statusCode()).as(path).isEqualTo(202);
                assertThat(nothing.header("Location")).as(path).contains(path);
            }
            assertThat(paths.has("/base/two")).isFalse();
        }
    }

    interface MorePolled<T> extends Polled<T> {}

    static class OfFarInterface implements MorePolled<Order> {
        @Override
        public Poll<Order> when(Optional<Long> since) {
            return Poll.nothing(1L);
        }
    }

    @Test
    void a_path_that_jersey_does_not_find_fails_the_start() {
        assertThatThrownBy(() -> TestServer.with(new OfFarInterface()).close())
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("OfFarInterface has its @Path from an interface that another interface extends");
    }

    interface Wrong {
        @GET
        @PollTrigger(summary = "When it happens")
        Poll<Order> when(@TriggerState Optional<Long> since, @Summary("Lost") @BeanParam Nothing nothing);
    }

    public static class Nothing {
        @QueryParam("a")
        private String a = "";
    }

    @Path("/wrong")
    @Produces("application/json")
    static class OfWrong implements Wrong {
        @Override
        public Poll<Order> when(Optional<Long> since, Nothing nothing) {
            return Poll.nothing(1L);
        }
    }

    @Test
    void an_inherited_annotation_that_nothing_reads_fails_the_start() {
        assertThatThrownBy(() -> TestServer.with(new OfWrong()).close())
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("@Summary")
                .hasMessageContaining("OfWrong.when");
    }

    @Path("/time")
    @Produces("text/plain")
    public static class Times {
        @GET
        @Operation(summary = "Times", description = "This operation takes times.")
        public String times(
                @QueryParam("local") LocalDateTime local,
                @QueryParam("time") LocalTime time,
                @QueryParam("offset") OffsetTime offset,
                @QueryParam("year") Year year,
                @QueryParam("zone") ZoneId zone,
                @QueryParam("days") List<DayOfWeek> days,
                @QueryParam("waits") List<Duration> waits) {
            return local + " " + time + " " + offset + " " + year + " " + zone + " " + days + " " + waits;
        }
    }

    @Test
    void rarer_parameters_of_java_time_are_described_and_read() throws Exception {
        try (TestServer server = TestServer.with(new Times())) {
            JsonNode parameters = new ObjectMapper()
                    .readTree(server.get("/swagger.json?profile=designer").asString())
                    .at("/paths/~1time/get/parameters");
            assertThat(parameters).hasSize(7);
            parameters.forEach(
                    parameter -> assertThat(parameter.path("type").asText()).isIn("string", "array"));
            assertThat(parameters.at("/0/format").asText()).isEqualTo("date-no-tz");
            assertThat(parameters.at("/5/items/enum")).hasSize(7);
            assertThat(server.get("/time?local=2026-01-02T03:04:05&time=12:00&offset=12:00%2B01:00&year=2026"
                                    + "&zone=Europe/Berlin&days=MONDAY,FRIDAY&waits=PT1M&waits=PT2H")
                            .asString())
                    .isEqualTo(
                            "2026-01-02T03:04:05 12:00 12:00+01:00 2026 Europe/Berlin [MONDAY, FRIDAY] [PT1M, PT2H]");
        }
    }

    @ParameterizedTest
    @CsvSource({"local, tomorrow", "time, noon", "year, MMXXVI", "zone, Nowhere/Land", "days, MONTAG", "waits, 5"})
    void a_time_that_cannot_be_read_is_a_400_that_names_the_parameter(String name, String value) {
        try (TestServer server = TestServer.with(new Times())) {
            Response refused = server.get("/time?" + name + "=" + value);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.jsonPath().getString("errors[0].field")).startsWith(name);
        }
    }
}
