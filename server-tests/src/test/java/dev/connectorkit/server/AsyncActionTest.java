package dev.connectorkit.server;

import static dev.connectorkit.server.EventServer.soon;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.server.Bakery.Cake;
import dev.connectorkit.server.Bakery.CakeOrder;
import dev.connectorkit.storage.TestClock;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncActionTest {

    private final Oven oven = new Oven();
    private final TestClock clock = new TestClock();
    private ConnectorServer server;

    @AfterEach
    void stop() {
        oven.open();
        if (server != null) {
            server.close();
        }
    }

    @Test
    void anOrderIsAnsweredWith202AndItsAbsoluteLocation() {
        start(Bakery.action().work(oven));
        Response answer = order("plum");
        answer.then().statusCode(202).header("Retry-After", "20");
        assertThat(answer.header("Location")).matches(server.url() + "operations/[0-9a-f]{32}-[\\w-]{22}");
    }

    @Test
    void theLocationIsBuiltFromThePublicUrl() {
        AsyncAction<CakeOrder, Cake> bake = Bakery.action().work(oven).build();
        server = ConnectorServer.builder()
                .store("memory")
                .publicUrl(URI.create("https://bakery.example/api"))
                .actions(bake)
                .register(new Bakery(bake))
                .start();
        assertThat(given().contentType(ContentType.JSON)
                        .body(Map.of("flavour", "plum"))
                        .post("http://localhost:" + server.port() + "/cakes")
                        .header("Location"))
                .startsWith("https://bakery.example/api/operations/");
    }

    @Test
    void theStatusIs202WithTheSameHeadersWhileTheWorkRunsAndThenTheCakeItself() {
        start(Bakery.action().work(oven));
        String location = order("plum").header("Location");
        soon().until(() -> !oven.begun.isEmpty());
        Response running = given().get(location);
        running.then().statusCode(202).header("Retry-After", "20").header("Location", location);

        oven.open();
        Response done = finished(location);
        done.then().statusCode(200).contentType(ContentType.JSON);
        assertThat(done.asString()).isEqualTo("{\"flavour\":\"plum\",\"layers\":2,\"price\":19.0}");
        assertThat(given().get(location).asString()).isEqualTo(done.asString());
        given().head(location).then().statusCode(200);
    }

    @Test
    void progressIsThereForPeople() {
        start(Bakery.action().work(oven).retryAfter(percent -> Duration.ofSeconds(100 - percent)));
        Response first = order("plum");
        first.then().header("Retry-After", "100");
        String location = first.header("Location");
        soon().untilAsserted(() ->
                assertThat(given().get(location).header("x-progress")).isEqualTo("40"));
        Response running = given().get(location);
        running.then().header("Retry-After", "60");
        assertThat(running.asString()).isEqualTo("{\"status\":\"running\",\"percent\":40,\"message\":\"in the oven\"}");
    }

    @Test
    void theResultIsGoneWhenItsTimeToLiveHasEnded() {
        start(Bakery.action().work(oven.open()).keepFor(Duration.ofDays(2)));
        String location = order("plum").header("Location");
        finished(location).then().statusCode(200);
        clock.pass(Duration.ofDays(2).minusMillis(1));
        given().get(location).then().statusCode(200);
        clock.pass(Duration.ofMillis(1));
        given().get(location).then().statusCode(410).contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void aStatusUrlThatWasNeverGivenOutIsNotThere() {
        start(Bakery.action().work(oven.open()));
        String location = order("plum").header("Location");
        String forged = location.substring(0, location.length() - 3) + "xyz";
        given().get(forged).then().statusCode(404).contentType(Problem.MEDIA_TYPE);
        given().delete(forged).then().statusCode(404);
        given().get(server.url() + "operations/1").then().statusCode(404);
    }

    @Test
    void deleteCancelsHoweverOftenItIsSent() {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        start(Bakery.action().work((order, progress) -> {
            oven.begun.add(order.flavour());
            soon().until(progress::isCancelled);
            try {
                progress.report(90, "");
            } catch (RuntimeException e) {
                seen.set(e);
                throw e;
            }
            return Cake.of(order);
        }));
        String location = order("plum").header("Location");
        soon().until(() -> !oven.begun.isEmpty());
        given().delete(location).then().statusCode(204);
        given().delete(location).then().statusCode(204);
        given().get(location).then().statusCode(410).contentType(Problem.MEDIA_TYPE);
        soon().until(() -> seen.get() != null);
        assertThat(seen.get()).isInstanceOf(java.util.concurrent.CancellationException.class);
    }

    @Test
    void whatHasEndedIsNotCancelled() {
        start(Bakery.action().work(oven.open()));
        String location = order("plum").header("Location");
        finished(location);
        given().delete(location).then().statusCode(204);
        given().get(location).then().statusCode(200);
    }

    @Test
    void aRepeatedOrderWithOneKeyIsOneOrder() {
        start(Bakery.action().work(oven).idempotent());
        String first = order("plum", Map.of("Idempotency-Key", "7")).header("Location");
        assertThat(order("plum", Map.of("Idempotency-Key", "7")).header("Location"))
                .isEqualTo(first);
        assertThat(order("plum", Map.of("Idempotency-Key", "8")).header("Location"))
                .isNotEqualTo(first);
        oven.open();
        finished(first);
        order("plum", Map.of("Idempotency-Key", "7"))
                .then()
                .statusCode(202)
                .header("Location", first)
                .header("Retry-After", "0");
        assertThat(oven.begun).hasSize(2);
    }

    @Test
    void theTrackingIdsOfEnginesAreAKeyToo() {
        start(Bakery.action().work(oven.open()).idempotent());
        Map<String, String> ids = Map.of("x-ms-client-tracking-id", "run", "x-ms-action-tracking-id", "1");
        String first = order("plum", ids).header("Location");
        assertThat(order("plum", ids).header("Location")).isEqualTo(first);
        assertThat(order("plum", Map.of("x-ms-client-tracking-id", "run", "x-ms-action-tracking-id", "2"))
                        .header("Location"))
                .isNotEqualTo(first);
        assertThat(order("plum", Map.of("x-ms-client-tracking-id", "other")).header("Location"))
                .isNotEqualTo(first);
        order("apple", Map.of("x-ms-client-tracking-id", "other")).then().statusCode(422);
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        start(Bakery.action().work(oven.open()).idempotent());
        order("plum", Map.of("Idempotency-Key", "7")).then().statusCode(202);
        order("apple", Map.of("Idempotency-Key", "7")).then().statusCode(422).contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void withoutIdempotencyEveryOrderIsOneOfItsOwn() {
        start(Bakery.action().work(oven.open()));
        assertThat(order("plum", Map.of("Idempotency-Key", "7")).header("Location"))
                .isNotEqualTo(order("plum", Map.of("Idempotency-Key", "7")).header("Location"));
    }

    @Test
    void aKeyIsFreeAgainWhenItsOperationIsForgotten() {
        start(Bakery.action().work(oven.open()).idempotent().keepFor(Duration.ofDays(1)));
        String first = order("plum", Map.of("Idempotency-Key", "7")).header("Location");
        finished(first);
        clock.pass(Duration.ofDays(1));
        Response second = order("apple", Map.of("Idempotency-Key", "7"));
        second.then().statusCode(202);
        assertThat(second.header("Location")).isNotEqualTo(first);
    }

    @Test
    void someRunTheOthersWaitAndTooManyAreSentAway() {
        start(Bakery.action().work(oven).maxRunning(2).maxQueued(3).retryAfter(Duration.ofSeconds(7)));
        List<String> taken = IntStream.range(0, 5)
                .mapToObj(i -> order("cake " + i).header("Location"))
                .toList();
        order("too many").then().statusCode(429).header("Retry-After", "7").contentType(Problem.MEDIA_TYPE);
        soon().until(() -> oven.begun.size() == 2);
        assertThat(oven.begun).containsExactlyInAnyOrder("cake 0", "cake 1");
        assertThat(given().get(taken.get(4)).then().statusCode(202).extract().asString())
                .isEqualTo("{\"status\":\"waiting\"}");

        oven.open();
        taken.forEach(location -> finished(location).then().statusCode(200));
        assertThat(oven.begun).hasSize(5);
        order("one more").then().statusCode(202);
    }

    @Test
    void aCancelledOneGivesItsPlaceToTheNext() {
        start(Bakery.action().work(oven).maxRunning(1).maxQueued(3));
        String first = order("plum").header("Location");
        order("apple");
        soon().until(() -> oven.begun.equals(List.of("plum")));
        given().delete(first).then().statusCode(204);
        soon().until(() -> oven.begun.equals(List.of("plum", "apple")));
    }

    @Test
    void aCancelledOneThatWaitsNeverBegins() {
        start(Bakery.action().work(oven).maxRunning(1).maxQueued(3));
        String first = order("plum").header("Location");
        String second = order("apple").header("Location");
        given().delete(second).then().statusCode(204);
        oven.open();
        finished(first);
        finished(order("cherry").header("Location"));
        assertThat(oven.begun).containsExactly("plum", "cherry");
    }

    @Test
    void workThatEndsInTimeIsAnsweredAtOnce() {
        start(Bakery.action().work(oven.open()).waitUpTo(Duration.ofSeconds(30)));
        order("plum").then().statusCode(200).body("flavour", org.hamcrest.Matchers.equalTo("plum"));
    }

    @Test
    void workThatTakesLongerIsAccepted() {
        start(Bakery.action().work(oven).waitUpTo(Duration.ofMillis(30)));
        order("plum").then().statusCode(202);
    }

    @Test
    void workThatFailsInTimeIsToldByItsStatusUrl() {
        start(Bakery.action().work(failing(new IllegalStateException())).waitUpTo(Duration.ofSeconds(30)));
        Response answer = order("plum");
        answer.then().statusCode(202).header("Retry-After", "0");
        given().get(answer.header("Location")).then().statusCode(500);
    }

    @Test
    void anUnexpectedFailureSaysNothingOfTheInside() {
        start(Bakery.action().work(failing(new IllegalStateException("the secret of the flour"))));
        String location = order("plum").header("Location");
        Response failed = finished(location);
        failed.then().statusCode(500).contentType(Problem.MEDIA_TYPE);
        assertThat(failed.asString()).doesNotContain("flour", "IllegalState");
        assertThat(location).contains(failed.path("logId").toString());
        given().get(location).then().statusCode(500);
    }

    @Test
    void aMappedFailureHasItsStatusAndItsMessage() {
        start(Bakery.action()
                .work(failing(new RuntimeException("wrapped", new UnsupportedOperationException("no plums"))))
                .failingWith(UnsupportedOperationException.class, 409)
                .failingWith(RuntimeException.class, 503));
        Response failed = finished(order("plum").header("Location"));
        failed.then().statusCode(409);
        assertThat(failed.<String>path("detail")).isEqualTo("no plums");
    }

    @Test
    void aProblemKeepsItsStatusAndFields() {
        start(Bakery.action().work(failing(ProblemException.badRequest("flavour", "one that we have"))));
        Response failed = finished(order("plum").header("Location"));
        failed.then().statusCode(400).contentType(Problem.MEDIA_TYPE);
        assertThat(failed.<String>path("errors[0].field")).isEqualTo("flavour");
        assertThat(failed.<String>path("title")).isEqualTo("Bad Request");
        assertThat(failed.<String>path("instance")).startsWith("/operations/");
    }

    @Test
    void anInvalidOrderIsRefusedAtOnce() {
        start(Bakery.action().work(oven.open()));
        order("").then().statusCode(400);
        assertThat(oven.begun).isEmpty();
    }

    @Test
    void anActionThatNoServerRunsSaysSo() {
        AsyncAction<CakeOrder, Cake> bake = Bakery.action().work(oven).build();
        assertThatThrownBy(() -> bake.accept(new CakeOrder("plum", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("actions(...)");
    }

    private static AsyncAction.Work<CakeOrder, Cake> failing(RuntimeException failure) {
        return (order, progress) -> {
            throw failure;
        };
    }

    private void start(AsyncAction.Builder<CakeOrder, Cake> action) {
        AsyncAction<CakeOrder, Cake> bake = action.build();
        server = ConnectorServer.builder()
                .store("memory")
                .clock(clock)
                .actions(bake)
                .register(new Bakery(bake))
                .start();
    }

    private Response order(String flavour) {
        return order(flavour, Map.of());
    }

    private Response order(String flavour, Map<String, String> headers) {
        return given().contentType(ContentType.JSON)
                .headers(headers)
                .body(Map.of("flavour", flavour, "layers", 2))
                .post(server.url() + "cakes");
    }

    private static Response finished(String location) {
        return soon().until(() -> given().get(location), answer -> answer.statusCode() != 202);
    }
}
