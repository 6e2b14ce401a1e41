package dev.connectorkit.swagger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The limits in the document are those that somebody has set. */
class SizeConstraintsTest {

    record Sized(
            @Size(min = 2) String text,
            @Size(max = 5) String longest,
            @Size(min = 2, max = 5) String both,
            @Size String neither,
            @Size(min = 1) List<@Size(min = 3) String> list,
            @Size(min = 1) Set<Integer> set,
            @Size(min = 1) String[] array,
            @Size(min = 1) Map<String, String> map,

            @Schema(example = "{\"maxLength\": 2147483647}") String shown) {}

    @Path("/sized")
    public static class Sizes {
        @GET
        public Sized get(
                @QueryParam("q") @Size(min = 2) String query,
                @QueryParam("list") @Size(min = 1) List<String> list,
                @HeaderParam("h") @Size(max = 9) String header) {
            throw new UnsupportedOperationException();
        }

        @POST
        public void post(Sized sized) {}
    }

    private static final JsonNode DOCUMENT = Described.swagger(Sizes.class);

    @Test
    void a_size_without_a_maximum_sets_none() {
        JsonNode properties = DOCUMENT.at("/definitions/Sized/properties");
        assertThat(DOCUMENT.toString().replace(properties.path("shown").toString(), ""))
                .doesNotContain("2147483647");
        assertThat(properties.at("/text/minLength").asInt()).isEqualTo(2);
        assertThat(properties.at("/list/minItems").asInt()).isOne();
        assertThat(properties.at("/shown/example").toString()).contains("2147483647");
    }

    @Test
    void a_size_without_a_minimum_sets_none() {
        JsonNode properties = DOCUMENT.at("/definitions/Sized/properties");
        assertThat(properties.at("/longest/maxLength").asInt()).isEqualTo(5);
        assertThat(properties.at("/longest").has("minLength")).isFalse();
        assertThat(properties.at("/neither").has("minLength")).isFalse();
        assertThat(properties.at("/both/minLength").asInt()).isEqualTo(2);
        assertThat(properties.at("/both/maxLength").asInt()).isEqualTo(5);
        JsonNode header = DOCUMENT.at("/paths/~1sized/get/parameters/2");
        assertThat(header.path("maxLength").asInt()).isEqualTo(9);
        assertThat(header.has("minLength")).isFalse();
    }
}
