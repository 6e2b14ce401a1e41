package dev.connectorkit.server;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists come separated by commas, as the document says, or repeated. */
class ListParametersTest {

    enum Size {
        SMALL,
        LARGE
    }

    public static class Filter {
        @QueryParam("sizes")
        private List<Size> sizes;

        @QueryParam("top")
        @DefaultValue("1,2")
        private Set<Integer> top;
    }

    @Path("/lists")
    @Produces("text/plain")
    public static class Lists {
        @GET
        @Path("query")
        public String query(
                @QueryParam("l") List<Integer> numbers,
                @QueryParam("s") SortedSet<String> texts,
                @QueryParam("c") Collection<LocalDate> days,
                @QueryParam("a") int[] array) {
            return numbers + " " + texts + " " + days + " " + Arrays.toString(array);
        }

        @GET
        @Path("bean")
        public String bean(@BeanParam Filter filter) {
            return filter.sizes + " " + filter.top;
        }

        @GET
        @Path("path/{ids}")
        public String path(@PathParam("ids") List<Long> ids, @HeaderParam("X-Tags") List<String> tags) {
            return ids + " " + tags;
        }

        @POST
        @Path("form")
        public String form(@FormParam("f") List<Integer> fields) {
            return fields.toString();
        }
    }

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with(new Lists());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void commas_and_repeated_parameters_give_the_same_list() {
        server.get("/lists/query?l=1,2&s=b,a&c=2026-11-21,2026-11-22&a=3,4")
                .then()
                .body(equalTo("[1, 2] [a, b] [2026-11-21, 2026-11-22] [3, 4]"));
        server.get("/lists/query?l=1&l=2&s=b&s=a&c=2026-11-21&c=2026-11-22&a=3&a=4")
                .then()
                .body(equalTo("[1, 2] [a, b] [2026-11-21, 2026-11-22] [3, 4]"));
        server.get("/lists/query?l=1%2C2&l=3").then().body(equalTo("[1, 2, 3] [] [] []"));
        server.get("/lists/query?l=").then().body(equalTo("[] [] [] []"));
        server.get("/lists/query").then().body(equalTo("[] [] [] []"));
    }

    @Test
    void bean_parameters_paths_headers_and_forms_do_likewise() {
        server.get("/lists/bean?sizes=LARGE,SMALL").then().body(equalTo("[LARGE, SMALL] [1, 2]"));
        server.get("/lists/bean?top=7,8").then().body(equalTo("[] [7, 8]"));
        server.request().header("X-Tags", "a, b").get("/lists/path/5,6").then().body(equalTo("[5, 6] [a, b]"));
        server.request()
                .contentType("application/x-www-form-urlencoded")
                .body("f=1,2&f=3")
                .post("/lists/form")
                .then()
                .body(equalTo("[1, 2, 3]"));
    }

    @Test
    void an_invalid_element_is_named_with_its_parameter() {
        server.get("/lists/query?l=1,x")
                .then()
                .statusCode(400)
                .body("detail", containsString("l must be a list, each element a whole number"));
        server.get("/lists/bean?sizes=HUGE")
                .then()
                .statusCode(400)
                .body("detail", containsString("each element one of SMALL, LARGE"));
    }

    @Test
    void the_document_separates_by_commas() {
        String parameter = "paths.'/lists/query'.get.parameters.find { it.name == '%s' }.collectionFormat";
        server.get("/swagger.json")
                .then()
                .body(parameter.formatted("l"), equalTo("csv"))
                .body(parameter.formatted("c"), equalTo("csv"));
    }
}
