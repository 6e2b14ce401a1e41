package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An absent body is an object without properties, and the document requires the bodies that this is too little for. */
class AbsentBodyTest {

    record Wishes(Integer layers, String text) {}

    enum Size {
        SMALL("s");

        private final String wire;

        Size(String wire) {
            this.wire = wire;
        }

        @JsonValue
        String wire() {
            return wire;
        }
    }

    record Order(@NotNull String flavour, Size size) {}

    /** Primitives, which are 0 or false where they are left out. */
    record Parcel(
            @Positive int pieces,
            @Min(0) long least,
            @Min(1) short layers,
            @Negative int floor,
            @DecimalMin(value = "0", inclusive = false) double weight,
            @DecimalMax("-0.5") float height,
            @Max(5) int most,
            @AssertTrue boolean agreed,
            @AssertFalse boolean broken,
            @PositiveOrZero int stamps,
            @Min(value = 1, groups = Parcel.class) int later) {}

    @Path("/bodies")
    @Produces("text/plain")
    public static class Bodies {
        @POST
        @Path("optional")
        public String optional(@Valid @NotNull Wishes wishes) {
            return wishes.toString();
        }

        @POST
        @Path("required")
        public String required(@Valid @NotNull Order order) {
            return order.toString();
        }

        @POST
        @Path("parcel")
        public String parcel(@Valid @NotNull Parcel parcel) {
            return parcel.toString();
        }

        @GET
        @Path("parcels")
        public String parcels(
                @QueryParam("pieces") @Positive int pieces,
                @QueryParam("pages") @DefaultValue("1") @Positive int pages,
                @QueryParam("least") @Min(0) int least) {
            return pieces + " " + pages + " " + least;
        }

        @POST
        @Path("map")
        public String map(@NotNull Map<String, Integer> values) {
            return values.toString();
        }

        @POST
        @Path("list")
        public String list(@NotNull List<Integer> values) {
            return values.toString();
        }
    }

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with(new Bodies());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** As an engine sends it: without a media type, which REST Assured would add. */
    private HttpResponse<String> withoutBody(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + path))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void an_object_whose_fields_are_optional_can_be_absent() throws Exception {
        assertThat(withoutBody("/bodies/optional").body()).isEqualTo("Wishes[layers=null, text=null]");
        server.request()
                .contentType("application/json")
                .post("/bodies/optional")
                .then()
                .statusCode(200)
                .body(equalTo("Wishes[layers=null, text=null]"));
        assertThat(withoutBody("/bodies/map").body()).isEqualTo("{}");
        server.request()
                .contentType("application/json")
                .body("{\"layers\":2}")
                .post("/bodies/optional")
                .then()
                .body(equalTo("Wishes[layers=2, text=null]"));
    }

    @Test
    void one_with_a_required_field_cannot() throws Exception {
        assertThat(withoutBody("/bodies/required").statusCode()).isEqualTo(400);
        assertThat(withoutBody("/bodies/required").body()).contains("flavour must not be null");
        assertThat(withoutBody("/bodies/list").statusCode()).isEqualTo(400);
        server.request()
                .contentType("application/json")
                .body("null")
                .post("/bodies/optional")
                .then()
                .statusCode(400);
    }

    @Test
    void a_refused_enum_value_is_answered_with_the_values_of_the_wire() {
        server.request()
                .contentType("application/json")
                .body("{\"flavour\":\"plum\",\"size\":\"SMALL\"}")
                .post("/bodies/required")
                .then()
                .statusCode(400)
                .body("detail", containsString("size must be one of s."));
    }

    @Test
    void primitives_whose_default_is_refused_are_required() {
        List<String> refused = server.request()
                .contentType("application/json")
                .body("{}")
                .post("/bodies/parcel")
                .then()
                .statusCode(400)
                .extract()
                .path("errors.field");
        assertThat(refused).containsExactlyInAnyOrder("pieces", "layers", "floor", "weight", "height", "agreed");
        List<String> required = server.get("/swagger.json").path("definitions.Parcel.required");
        assertThat(required).containsExactlyInAnyOrderElementsOf(refused);
        server.get("/bodies/parcels").then().statusCode(400).body("errors.field", equalTo(List.of("pieces")));
        server.get("/swagger.json")
                .then()
                .body(
                        "paths.'/bodies/parcels'.get.parameters.findAll { it.required }.name",
                        equalTo(List.of("pieces")));
    }

    @Test
    void the_document_says_the_same() {
        String required = "paths.'/bodies/%s'.post.parameters[0].required";
        server.get("/swagger.json")
                .then()
                .body(required.formatted("optional"), equalTo(false))
                .body(required.formatted("map"), equalTo(false))
                .body(required.formatted("required"), equalTo(true))
                .body(required.formatted("list"), equalTo(true));
    }
}
