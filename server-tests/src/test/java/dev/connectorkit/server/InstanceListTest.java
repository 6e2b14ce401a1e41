package dev.connectorkit.server;

import static dev.connectorkit.server.DurableApi.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.orchestration.StartOptions;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many instances at once: a-echo of day 1, a-wait of day 2, b-failed of day 3, b-ended of day 4. */
class InstanceListTest {

    private static final Instant DAY_1 = Instant.parse("2026-01-01T12:00:00Z");

    private static DurableApi api;

    @BeforeAll
    static void start() throws Exception {
        api = withFour();
    }

    private static DurableApi withFour() throws Exception {
        DurableApi api = new DurableApi();
        api.now.set(DAY_1);
        api.ended("Echo", "\"one\"", StartOptions.withId("a-echo"));
        api.now.set(DAY_1.plus(Duration.ofDays(1)));
        api.client().start("Wait", "two", StartOptions.withId("a-wait"));
        api.client().waitForStart("a-wait", Duration.ofMinutes(2));
        api.now.set(DAY_1.plus(Duration.ofDays(2)));
        api.ended("Fragile", "\"three\"", StartOptions.withId("b-failed"));
        api.now.set(DAY_1.plus(Duration.ofDays(3)));
        api.client().start("Wait", "four", StartOptions.withId("b-ended"));
        api.client().terminate("b-ended", null);
        api.awaitEnd("b-ended");
        return api;
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private static Response list(String query) {
        return list(api, query);
    }

    private static Response list(DurableApi api, String query) {
        return api.anonymous().urlEncodingEnabled(false).get(PREFIX + "/instances?code=" + DurableApi.KEY + query);
    }

    private static Response purge(DurableApi api, String query) {
        return api.anonymous().urlEncodingEnabled(false).delete(PREFIX + "/instances?code=" + DurableApi.KEY + query);
    }

    private static List<String> left(DurableApi api) {
        return list(api, "").jsonPath().getList("instanceId");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                            | a-echo a-wait b-failed b-ended
                    &runtimeStatus=Failed                                         | b-failed
                    &runtimeStatus=failed,Terminated                              | b-failed b-ended
                    &runtimeStatus=Running&runtimeStatus=Completed                | a-echo a-wait
                    &name=Wait&name=Echo                                          | a-echo a-wait b-ended
                    &completedTimeFrom=2026-01-03&completedTimeTo=2026-01-04      | b-failed
                    &runtimeStatus=Canceled                                       | ''
                    &runtimeStatus=ContinuedAsNew,Failed                          | b-failed
                    &instanceIdPrefix=b-                                          | b-failed b-ended
                    &instanceIdPrefix=B-                                          | ''
                    &createdTimeFrom=2026-01-03T00:00:00Z                         | b-failed b-ended
                    &createdTimeTo=2026-01-02T12:00:00Z                           | a-echo a-wait
                    &createdTimeFrom=2026-01-02&createdTimeTo=2026-01-03T23:59:59 | a-wait b-failed
                    &createdTimeFrom=2026-01-04T21:00:00+09:00                    | b-ended
                    &createdTimeFrom=2026-01-04T21:00:00%2B09:00                  | b-ended
                    &createdTimeFrom=&top=2                                       | a-echo a-wait
                    &top=5000&showNothing=1                                       | a-echo a-wait b-failed b-ended
                    """)
    void filters_choose_instances_the_oldest_first(String query, String expected) {
        Response answer = list(query);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(String.join(" ", answer.jsonPath().getList("instanceId"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&createdTimeFrom=yesterday",
                "&createdTimeTo=2026-13-01",
                "&top=0",
                "&top=many",
                "&runtimeStatus=Nonsense,Failed"
            })
    void a_filter_that_says_nothing_is_a_clients_mistake(String query) {
        assertThat(list(query).statusCode()).isEqualTo(400);
        assertThat(list(query).contentType()).startsWith(Problem.MEDIA_TYPE);
    }

    @Test
    void each_has_its_status_without_history() {
        list("&instanceIdPrefix=b-failed")
                .then()
                .body("[0].name", equalTo("Fragile"))
                .body("[0].runtimeStatus", equalTo("Failed"))
                .body("[0].input", equalTo("three"))
                .body("[0].createdTime", equalTo("2026-01-03T12:00:00Z"))
                .body("[0].historyEvents", nullValue());
        list("&showInput=false").then().body("[0].input", nullValue());
    }

    @Test
    void pages_follow_one_another_by_their_token() {
        List<String> all = new ArrayList<>();
        String token = "";
        for (int page = 0; token != null; page++) {
            Response answer = api.request()
                    .header("x-ms-continuation-token", token)
                    .queryParam("top", 3)
                    .get(PREFIX + "/instances");
            assertThat(answer.jsonPath().getList("instanceId")).hasSize(page == 0 ? 3 : 1);
            all.addAll(answer.jsonPath().getList("instanceId"));
            token = answer.header("x-ms-continuation-token");
        }
        assertThat(all).containsExactly("a-echo", "a-wait", "b-failed", "b-ended");
    }

    @Test
    void a_token_that_was_never_given_out_is_a_400() {
        api.request()
                .header("x-ms-continuation-token", "made up")
                .get(PREFIX + "/instances")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("x-ms-continuation-token"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    &createdTimeFrom=2026-01-01                                    | 3 | a-wait
                    &createdTimeFrom=2026-01-01&createdTimeTo=2026-01-03T12:00:00Z | 2 | a-wait b-ended
                    &createdTimeFrom=2026-01-02                                    | 2 | a-echo a-wait
                    &createdTimeFrom=2026-01-01&runtimeStatus=Completed            | 1 | a-wait b-failed b-ended
                    &createdTimeFrom=2026-01-01&runtimeStatus=Failed,Terminated    | 2 | a-echo a-wait
                    """)
    void finished_instances_of_a_time_are_removed(String query, int gone, String left) throws Exception {
        try (DurableApi own = withFour()) {
            purge(own, query).then().statusCode(200).body("instancesDeleted", equalTo(gone));
            assertThat(String.join(" ", left(own))).isEqualTo(left);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&createdTimeFrom=2027-01-01",
                "&createdTimeFrom=2026-01-01&runtimeStatus=Canceled",
                "&createdTimeFrom=2026-01-01&runtimeStatus=Running"
            })
    void removing_none_is_a_404(String query) {
        assertThat(purge(api, query).statusCode()).isEqualTo(404);
        assertThat(left(api)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&createdTimeTo=2027-01-01", "&runtimeStatus=Failed"})
    void removing_needs_to_know_from_when(String query) {
        purge(api, query)
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE)
                .body("detail", equalTo("Please provide value for 'createdTimeFrom' parameter."));
        assertThat(left(api)).hasSize(4);
    }

    @Test
    void removing_by_a_status_that_is_none_removes_nothing() {
        purge(api, "&createdTimeFrom=2026-01-01&runtimeStatus=Complted")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("runtimeStatus"));
        assertThat(left(api)).hasSize(4);
    }
}
