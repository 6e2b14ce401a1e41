package dev.connectorkit.server;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Parameters of the types of java.time are ISO 8601 texts. */
class TimeParametersTest {

    @Path("/times")
    @Produces("text/plain")
    public static class Times {
        @GET
        @Path("{year}")
        public String get(
                @PathParam("year") Year year,
                @QueryParam("at") Instant at,
                @QueryParam("day") LocalDate day,
                @QueryParam("offset") OffsetDateTime offset,
                @QueryParam("for") Duration duration,
                @QueryParam("weekday") DayOfWeek weekday,
                @QueryParam("days") List<LocalDate> days) {
            return year + " " + at + " " + day + " " + offset + " " + duration + " " + weekday + " " + days;
        }

        @GET
        @Path("dates")
        public String date(@QueryParam("date") Date date) {
            return String.valueOf(date.toInstant());
        }

        @GET
        @Path("characters")
        public char[] characters() {
            return new char[] {'a', 'b'};
        }

        @GET
        @Path("characters.json")
        @Produces("application/json")
        public char[] json() {
            return new char[] {'a', 'b'};
        }
    }

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with(new Times());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void they_are_read() {
        server.get("/times/2026?at=2026-11-21T03:44:00Z&day=2026-11-21&offset=2026-11-21T03:44:00%2B09:00&for=PT15S"
                        + "&weekday=MONDAY&days=2026-11-21&days=2026-11-22")
                .then()
                .statusCode(200)
                .body(equalTo("2026 2026-11-21T03:44:00Z 2026-11-21 2026-11-21T03:44+09:00 PT15S MONDAY"
                        + " [2026-11-21, 2026-11-22]"));
        server.get("/times/2026").then().statusCode(200).body(equalTo("2026 null null null null null []"));
    }

    @Test
    void a_date_is_an_instant_as_the_document_says() {
        server.get("/times/dates?date=2026-11-21T03:44:00Z").then().body(equalTo("2026-11-21T03:44:00Z"));
        server.get("/times/dates?date=Sat,%2021%20Nov%202026")
                .then()
                .statusCode(400)
                .body("detail", containsString("date must be an ISO 8601 instant such as"));
    }

    @Test
    void characters_are_answered_as_a_text() {
        server.get("/times/characters").then().statusCode(200).body(equalTo("ab"));
        server.get("/times/characters.json").then().statusCode(200).body(equalTo("\"ab\""));
    }

    @Test
    void another_text_is_refused_with_the_form_that_is_expected() {
        server.get("/times/2026?at=yesterday")
                .then()
                .statusCode(400)
                .body("detail", containsString("at must be an ISO 8601 instant such as"));
        server.get("/times/2026?for=15").then().statusCode(400).body("detail", containsString("for must be"));
    }

    @Test
    void the_document_describes_them_as_texts() {
        String parameters = "paths.'/times/{year}'.get.parameters.find { it.name == '%s' }.";
        server.get("/swagger.json")
                .then()
                .body(parameters.formatted("year") + "type", equalTo("string"))
                .body(parameters.formatted("at") + "format", equalTo("date-time"))
                .body(parameters.formatted("day") + "format", equalTo("date"))
                .body(parameters.formatted("for") + "type", equalTo("string"))
                .body(parameters.formatted("days") + "items.format", equalTo("date"));
    }
}
