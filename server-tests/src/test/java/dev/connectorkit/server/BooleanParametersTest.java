package dev.connectorkit.server;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters whose text is not of their type are refused, and not read as some value. */
class BooleanParametersTest {

    enum Size {
        SMALL
    }

    @Path("/flags")
    @Produces("text/plain")
    public static class Flags {
        @GET
        @Path("{path}")
        public String get(
                @PathParam("path") boolean path,
                @QueryParam("plain") boolean plain,
                @QueryParam("boxed") Boolean boxed,
                @QueryParam("filled") @DefaultValue("true") boolean filled,
                @QueryParam("all") List<Boolean> all,
                @HeaderParam("X-Flag") boolean header,
                @QueryParam("number") int number,
                @QueryParam("share") Double share,
                @QueryParam("letter") char letter,
                @QueryParam("size") Size size) {
            return path + " " + plain + " " + boxed + " " + filled + " " + all + " " + header;
        }
    }

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with(new Flags());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void true_and_false_are_read_in_any_case_of_letters() {
        server.get("/flags/True?plain=TRUE&boxed=false&filled=False&all=true&all=false")
                .then()
                .statusCode(200)
                .body(equalTo("true true false false [true, false] false"));
        server.get("/flags/false").then().statusCode(200).body(equalTo("false false null true [] false"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "boxed", "filled", "all"})
    void any_other_text_is_refused_with_the_name_and_the_values(String name) {
        for (String text : new String[] {"yes", "1", "not-a-value", "tru"}) {
            server.get("/flags/true?" + name + "=" + text)
                    .then()
                    .statusCode(400)
                    .body("detail", allOf(containsString(name), containsString("true or false")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"number=x", "number=1.5", "share=x", "size=LARGE", "letter=xyz"})
    void garbage_for_other_types_is_refused_with_the_name(String query) {
        server.get("/flags/true?" + query)
                .then()
                .statusCode(400)
                .body("detail", containsString(query.substring(0, query.indexOf('='))));
    }
}
