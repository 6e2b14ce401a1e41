package dev.connectorkit.server;

import static org.hamcrest.Matchers.equalTo;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters that are documented as numbers are read from decimal digits only. */
class NumberParametersTest {

    @Path("/numbers")
    @Produces("text/plain")
    public static class Numbers {

        @GET
        public String decimals(
                @QueryParam("share") double share,
                @QueryParam("boxed") Double boxed,
                @QueryParam("small") float small,
                @QueryParam("exact") BigDecimal exact,
                @QueryParam("optional") OptionalDouble optional,
                @QueryParam("maybe") Optional<Double> maybe,
                @QueryParam("list") List<Double> list,
                @QueryParam("array") double[] array,
                @QueryParam("filled") @DefaultValue("2.5") double filled,
                @HeaderParam("X-Share") double header) {
            return share + " " + boxed + " " + small + " " + exact + " " + optional + " " + maybe + " " + list + " "
                    + Arrays.toString(array) + " " + filled + " " + header;
        }

        @GET
        @Path("whole")
        public String whole(
                @QueryParam("number") int number,
                @QueryParam("boxed") Long boxed,
                @QueryParam("tiny") byte tiny,
                @QueryParam("large") BigInteger large,
                @QueryParam("optional") OptionalInt optional,
                @QueryParam("maybe") Optional<Integer> maybe,
                @QueryParam("list") List<Long> list,
                @QueryParam("array") int[] array,
                @QueryParam("flags") boolean[] flags,
                @QueryParam("filled") @DefaultValue("7") int filled) {
            return number + " " + boxed + " " + tiny + " " + large + " " + optional + " " + maybe + " " + list + " "
                    + Arrays.toString(array) + " " + Arrays.toString(flags) + " " + filled;
        }

        @GET
        @Path("path/{share}")
        public String path(@PathParam("share") double share) {
            return "" + share;
        }
    }

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with(new Numbers());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void assertRefused(String path, String field, String value) {
        server.get(path + "?" + field + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"share", "boxed", "small", "exact", "optional", "maybe", "list", "array", "filled"})
    void other_texts_that_java_reads_as_a_decimal_are_refused(String field) {
        for (String value : List.of("NaN", "Infinity", "-Infinity", "1d", "1f", "0x1p3", "+5", "1.", ".5", "١", "x")) {
            assertRefused("/numbers", field, value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"share", "boxed", "small", "optional", "list", "array"})
    void a_number_beyond_the_range_is_refused(String field) {
        assertRefused("/numbers", field, "1e400");
        assertRefused("/numbers", field, "-1e400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"number", "boxed", "tiny", "large", "optional", "maybe", "list", "array", "filled"})
    void other_texts_that_java_reads_as_a_whole_number_are_refused(String field) {
        for (String value : List.of("+5", "١", "1e2", "1.0", "0x10", "--1", "1 ")) {
            assertRefused("/numbers/whole", field, value);
        }
    }

    @ParameterizedTest
    @CsvSource({"number,2147483648", "boxed,9223372036854775808", "tiny,128", "array,2147483648", "flags,yes"})
    void a_value_beyond_the_type_is_refused(String field, String value) {
        assertRefused("/numbers/whole", field, value);
    }

    @Test
    void headers_and_paths_are_read_like_queries() {
        for (String value : List.of("NaN", "1d", "0x1p3", "1e400")) {
            server.request()
                    .header("X-Share", value)
                    .get("/numbers")
                    .then()
                    .statusCode(400)
                    .body("errors[0].message", equalTo("must be a number"));
            server.get("/numbers/path/" + value)
                    .then()
                    .statusCode(404)
                    .body("detail", equalTo("share must be a number."));
        }
        server.get("/numbers/path/-1.5e2").then().statusCode(200).body(equalTo("-150.0"));
    }

    @Test
    void numbers_are_read_and_absent_ones_have_the_values_of_jax_rs() {
        server.get(
                        "/numbers?share=-0.5&boxed=1e3&small=7&exact=1.10&optional=2&maybe=3&list=1,2.5&array=4,5e0&filled=1")
                .then()
                .statusCode(200)
                .body(equalTo("-0.5 1000.0 7.0 1.10 OptionalDouble[2.0] Optional[3.0] [1.0, 2.5] [4.0, 5.0] 1.0 0.0"));
        server.get("/numbers?share=&optional=&maybe=&filled=")
                .then()
                .statusCode(200)
                .body(equalTo("0.0 null 0.0 null OptionalDouble.empty Optional.empty [] [] 2.5 0.0"));
        server.get("/numbers/whole?number=-007&boxed=9223372036854775807&tiny=-128&large=12345678901234567890"
                        + "&optional=1&maybe=2&list=1,2&array=3,4&flags=true,false")
                .then()
                .statusCode(200)
                .body(equalTo(
                        "-7 9223372036854775807 -128 12345678901234567890 OptionalInt[1] Optional[2] [1, 2] [3, 4]"
                                + " [true, false] 7"));
        server.get("/numbers/whole")
                .then()
                .statusCode(200)
                .body(equalTo("0 null 0 null OptionalInt.empty Optional.empty [] [] [] 7"));
    }
}
