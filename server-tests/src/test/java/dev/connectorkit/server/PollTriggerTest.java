package dev.connectorkit.server;

import static dev.connectorkit.server.TestServer.NOW;
import static dev.connectorkit.server.TestServer.follow;
import static dev.connectorkit.server.TestServer.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.connectorkit.http.problem.Problem;
import io.restassured.response.Response;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol of polling triggers, through real HTTP. */
class PollTriggerTest {

    private static final Orders orders = new Orders();
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with(orders);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        orders.all.clear();
        server.clock().pass(Duration.between(server.clock().instant(), NOW));
    }

    @Test
    void a_first_poll_gets_202_with_the_start_state_and_every_other_parameter_as_it_was() {
        server.get("/orders/plain?region=a%20b&x=%2B1&x=2&triggerState=&flag")
                .then()
                .statusCode(202)
                .header("Retry-After", "60")
                .header("Content-Type", nullValue())
                .header(
                        "Location",
                        server.url() + "/orders/plain?region=a%20b&x=%2B1&x=2&flag"
                                + "&triggerState=2026-11-21T03:44:00.123456789Z")
                .body(emptyString());
    }

    @Test
    void the_default_wait_is_15_seconds() {
        server.get("/orders/instant").then().statusCode(202).header("Retry-After", "15");
    }

    @Test
    void a_first_poll_never_fires_and_loses_nothing_that_is_there_already() {
        orders.add("future", NOW.plusSeconds(1));
        Response first = server.get("/orders/instant");
        assertThat(first.statusCode()).isEqualTo(202);
        follow(first).then().statusCode(200).body("id", equalTo("future"));
    }

    @Test
    void one_new_item_gets_200_with_the_item_and_its_state() {
        orders.add("a", NOW.plusNanos(1));
        Response found = server.get("/orders/plain?region=x&triggerState=2026-11-21T03:44:00.123456789Z");
        found.then()
                .statusCode(200)
                .contentType("application/json")
                .header("Retry-After", "60")
                .header("Location", server.url() + "/orders/plain?region=x&triggerState=2026-11-21T03:44:00.123456790Z")
                .body("id", equalTo("a"))
                .body("at", equalTo("2026-11-21T03:44:00.123456790Z"))
                .body("triggerState", nullValue());
    }

    @Test
    void several_new_items_come_one_at_a_time_the_oldest_first_with_no_wait_until_the_last() {
        Response poll = server.get("/orders/instant");
        orders.add("late", NOW.plusSeconds(30));
        orders.add("early", NOW.plusSeconds(10));
        orders.add("middle", NOW.plusSeconds(20));
        for (String expected : new String[] {"early 0", "middle 0", "late 15"}) {
            poll = follow(poll);
            assertThat(poll.statusCode()).isEqualTo(200);
            assertThat(poll.path("id") + " " + poll.header("Retry-After")).isEqualTo(expected);
        }
        follow(poll).then().statusCode(202).header("Retry-After", "15").header("Location", poll.header("Location"));
    }

    @Test
    void a_batch_is_an_array_and_only_a_cut_one_asks_to_be_polled_at_once() {
        Response start = server.get("/orders/batch");
        orders.add("a", NOW);
        orders.add("b", NOW);
        orders.add("c", NOW);
        Response first = follow(start);
        first.then().statusCode(200).header("Retry-After", "0").body("id", contains("a", "b"));
        Response second = follow(first);
        second.then().statusCode(200).header("Retry-After", "15").body("id", contains("c"));
        follow(second).then().statusCode(202).header("Location", second.header("Location"));
    }

    @Test
    void an_envelope_holds_the_batch_under_value() {
        Response start = server.get("/orders/envelope");
        orders.add("a", NOW);
        follow(start).then().statusCode(200).body("value.id", contains("a"));
    }

    @Test
    void nothing_new_gets_202_and_the_same_state() {
        Response start = server.get("/orders/instant");
        follow(start)
                .then()
                .statusCode(202)
                .header("Retry-After", "15")
                .header("Location", start.header("Location"))
                .body(emptyString());
    }

    @Test
    void the_same_poll_again_gives_the_same_item_again() {
        Response start = server.get("/orders/lists/a");
        orders.add("a", NOW.plusSeconds(1));
        Response once = follow(start);
        Response again = follow(start);
        assertThat(once.path("id").toString()).isEqualTo("a");
        assertThat(again.asString()).isEqualTo(once.asString());
        assertThat(again.header("Location")).isEqualTo(once.header("Location"));
    }

    @Test
    void an_outcome_sets_its_own_wait_and_a_fraction_of_a_second_is_rounded_up() {
        follow(server.get("/orders/record")).then().statusCode(200).header("Retry-After", "2");
    }

    @Test
    void an_empty_batch_is_a_202_with_the_state_of_the_outcome() {
        try (TestServer empty = TestServer.with(new EmptyBatches())) {
            Response first = empty.get("/empty");
            Response second = follow(first);
            second.then().statusCode(202).body(emptyString());
            assertThat(second.header("Location")).endsWith("triggerState=2");
        }
    }

    @Test
    void a_text_is_sent_as_json_so_that_a_200_is_never_empty() {
        Response found = follow(server.get("/orders/text"));
        found.then().statusCode(200).contentType("application/json");
        assertThat(found.asString()).isEqualTo("\"\"");
    }

    @Test
    void an_asynchronous_method_answers_as_any_other() {
        Response start = server.get("/orders/async");
        orders.add("a", NOW.plusSeconds(1));
        follow(start).then().statusCode(200).body("id", equalTo("a"));
    }

    @Test
    void the_state_may_be_a_field_of_a_bean_parameter() {
        Response start = server.get("/orders/bean?region=north");
        orders.add("a", NOW.plusSeconds(1));
        follow(start).then().statusCode(200).body("id", contains("a"));
    }

    @ParameterizedTest
    @CsvSource({"unavailable, 40, The shop is closed.", "closed, 15, Service Unavailable."})
    void a_source_that_fails_for_the_moment_gets_503_and_when_to_try_again(String how, String wait, String detail) {
        server.get("/orders/broken/" + how)
                .then()
                .statusCode(503)
                .contentType(Problem.MEDIA_TYPE)
                .header("Retry-After", wait)
                .body("detail", equalTo(detail));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unexpected", "null", "wrongState", "longState", "noStart", "emptyPayload"})
    void what_the_author_did_not_expect_gets_500_and_tells_nothing_of_the_inside(String how) {
        server.get("/orders/broken/" + how)
                .then()
                .statusCode(500)
                .contentType(Problem.MEDIA_TYPE)
                .header("Location", nullValue())
                .body("logId", not(emptyString()))
                .body("detail", containsString("See the server log"))
                .body(not(containsString("secret")))
                .body(not(containsString("Exception")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    longState | and engines take no more than 2048; its state takes
                    wrongState | carries a state of the type java.lang.Long, but the method's @TriggerState takes java.lang.String
                    noStart   | Orders.broken got no state and returned none; on the first poll
                    null      | Orders.broken must return a Poll, but returned nothing
                    """)
    void the_author_reads_in_the_log_what_is_wrong(String how, String message) throws InterruptedException {
        try (LogLines log = new LogLines("dev.connectorkit.http.ProblemMapper")) {
            server.get("/orders/broken/" + how).then().statusCode(500);
            assertThat(log.next().getThrowableProxy().getMessage()).contains(message);
        }
    }

    @Test
    void the_2015_form_has_the_state_in_the_body_beside_the_payload() {
        Response start = server.get("/orders/legacy");
        start.then().statusCode(202).body("triggerState", equalTo(NOW.toString()));
        orders.add("a", NOW.plusSeconds(1));
        follow(start)
                .then()
                .statusCode(200)
                .body("id", equalTo("a"))
                .body("triggerState", equalTo(NOW.plusSeconds(1).toString()));
    }

    @Test
    void the_2015_form_of_a_batch_has_the_state_beside_the_envelopes_array() {
        Response start = server.get("/orders/envelope");
        orders.add("a", NOW.plus(Duration.ofSeconds(1)));
        follow(start).then().statusCode(200).body("value.id", contains("a")).body("triggerState", not(emptyString()));
    }

    @Test
    void items_with_the_same_state_are_refused_where_one_would_be_lost() {
        Response start = server.get("/orders/instant");
        orders.add("a", NOW.plusSeconds(1));
        orders.add("b", NOW.plusSeconds(1));
        follow(start).then().statusCode(500).body("logId", not(emptyString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/lists/a", "/orders/bean"})
    void a_cursor_beside_a_long_query_remembers_less_and_goes_on(String path) {
        String query = "?pattern=" + "%C3%A4".repeat(280);
        HttpResponse<String> poll = plain(server.url() + path + query);
        assertThat(poll.statusCode()).isEqualTo(202);
        Set<String> delivered = new TreeSet<>();
        server.clock().pass(Duration.ofSeconds(1));
        for (int i = 0; i < 80; i++) {
            orders.add("o" + i, NOW.plusSeconds(1)); // of one instant, so that each has to be remembered
        }
        for (int polls = 0; polls < 80 && delivered.size() < 80; polls++) {
            poll = follow(poll);
            assertThat(poll.statusCode()).isEqualTo(200);
            assertThat(poll.headers().firstValue("Location").orElseThrow())
                    .hasSizeLessThanOrEqualTo(2048)
                    .contains(query);
            delivered.addAll(TestServer.ids(poll.body()));
        }
        assertThat(delivered).hasSize(80);
        assertThat(follow(poll).statusCode()).isEqualTo(202);
    }

    @Test
    void a_query_that_leaves_no_room_for_a_state_is_told_so() {
        String query = "?pattern=" + "a".repeat(2000);
        for (String path : List.of("/orders/lists/a", "/orders/instant", "/orders/number")) {
            server.get(path + query)
                    .then()
                    .statusCode(414)
                    .contentType(Problem.MEDIA_TYPE)
                    .header("Location", nullValue())
                    .body("detail", containsString("Shorten its query by"));
        }
    }

    @Test
    void a_query_that_a_first_poll_lets_through_is_never_too_long_for_a_cursor() {
        int room = 2048 - (server.url() + "/orders/lists/a?pattern=&triggerState=").length();
        HttpResponse<String> poll = null;
        for (int length = room; poll == null || poll.statusCode() == 414; length--) {
            poll = plain(server.url() + "/orders/lists/a?pattern=" + "a".repeat(length));
        }
        server.clock().pass(Duration.ofSeconds(10));
        for (int i = 0; i < 10; i++) {
            orders.add("o" + i, NOW.plusSeconds(i).plusNanos(i));
        }
        for (int i = 0; i < 10; i++) {
            poll = follow(poll);
            assertThat(poll.statusCode()).isEqualTo(200);
            assertThat(TestServer.ids(poll.body())).containsExactly("o" + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/lists/a", "/orders/bean", "/orders/readable"})
    void an_order_of_tomorrow_comes_once_and_those_of_today_after_it(String path) {
        Response poll = server.get(path);
        orders.add("tomorrow", NOW.plus(Duration.ofDays(1)));
        poll = follow(poll);
        poll.then().statusCode(200).body(containsString("tomorrow"));
        poll = follow(poll);
        poll.then().statusCode(202);
        for (int i = 0; i < 3; i++) {
            server.clock().pass(Duration.ofSeconds(15));
            orders.add("today-" + i, NOW.plusSeconds(15L * i + 1));
            poll = follow(poll);
            poll.then().statusCode(200).body(containsString("today-" + i)).body(not(containsString("tomorrow")));
        }
        orders.all.removeIf(order -> order.id().equals("tomorrow"));
        server.clock().pass(Duration.ofDays(2));
        follow(poll).then().statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/lists/a", "/orders/bean", "/orders/readable"})
    void any_number_of_orders_of_tomorrow_come_once_each_in_urls_that_engines_take(String path) {
        HttpResponse<String> poll = plain(server.url() + path);
        for (int i = 0; i < 300; i++) {
            orders.add("o" + i, NOW.plus(Duration.ofDays(1)).plusSeconds(i % 7).plusNanos(i));
        }
        List<String> delivered = new ArrayList<>();
        for (int day = 0; day < 3; day++) {
            for (poll = follow(poll); poll.statusCode() == 200; poll = follow(poll)) {
                assertThat(poll.headers().firstValue("Location").orElseThrow()).hasSizeLessThanOrEqualTo(2048);
                delivered.addAll(TestServer.ids(poll.body()));
            }
            assertThat(delivered).hasSizeGreaterThan(64);
            server.clock().pass(Duration.ofDays(1));
        }
        assertThat(delivered).hasSize(300).doesNotHaveDuplicates();
    }
}
