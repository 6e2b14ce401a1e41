package dev.connectorkit.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.server.OrderEvents.Order;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Subscriptions that end by themselves. */
class ExpiryTest {

    private static final Duration LIFETIME = Duration.ofDays(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private Receiver receiver;
    private EventServer server;

    @BeforeEach
    void start() throws Exception {
        receiver = new Receiver();
        server = EventServer.with(OrderEvents.event().expiringAfter(LIFETIME));
    }

    @AfterEach
    void stop() {
        server.close();
        receiver.close();
    }

    @Test
    void aSubscriptionGetsWhatIsPublishedBeforeItExpiresAndNothingAfter() {
        String location = server.subscribe(receiver.url("/a"));
        assertThat(server.subscription(location))
                .containsEntry(
                        "expiresAt",
                        server.now()
                                .plus(LIFETIME)
                                .truncatedTo(ChronoUnit.MILLIS)
                                .toString());
        server.pass(LIFETIME.minus(MOMENT));
        assertThat(matched("1")).isEqualTo(1);
        EventServer.soon().until(() -> receiver.got().size() == 1);

        server.pass(MOMENT);
        assertThat(matched("2")).isZero();
    }

    @Test
    void theOperatorSeesItNoMoreAndToDeleteItIsStillRight() {
        String location = server.subscribe(receiver.url("/a"));
        server.pass(LIFETIME);
        EventServer.soon().until(() -> server.list("subscriptions").isEmpty());
        given().delete(location).then().statusCode(204);
        given().delete(location).then().statusCode(204);
    }

    @Test
    void whoSubscribesAgainInTimeKeepsTheLocationForAnotherLifetime() {
        String location = server.subscribe(receiver.url("/a"));
        server.pass(LIFETIME.minus(MOMENT));
        assertThat(server.subscribe(receiver.url("/a"))).isEqualTo(location);
        server.pass(LIFETIME.minus(MOMENT));
        assertThat(matched("1")).isEqualTo(1);
        EventServer.soon().until(() -> receiver.got().size() == 1);
        server.pass(MOMENT);
        assertThat(matched("2")).isZero();
    }

    @Test
    void whoSubscribesAgainTooLateGetsWhatIsPublishedFromThenOn() {
        server.subscribe(receiver.url("/a"));
        server.pass(LIFETIME);
        assertThat(matched("1")).isZero();
        server.subscribe(receiver.url("/a"));
        assertThat(matched("2")).isEqualTo(1);
        EventServer.soon().until(() -> receiver.got().size() == 1);
        assertThat(receiver.got().get(0).body()).contains("\"2\"");
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "POSTGRES"})
    void whatWasPublishedInTimeArrivesThoughTheReceiverFailsUntilItHasExpired(
            TestDatabases kind, @TempDir Path folder) {
        server.close();
        server = EventServer.with(
                OrderEvents.event().expiringAfter(LIFETIME), builder -> builder.store(kind.fresh(folder)));
        String location = server.subscribe(receiver.url("/a"));
        server.pass(LIFETIME.minus(MOMENT));
        receiver.answering(503);
        server.publish("1");
        server.waitingAfter(1);
        server.pass(MINUTE);
        EventServer.soon().until(() -> ended(location));
        server.waitingAfter(2);
        receiver.answering(202);
        server.pass(MINUTE.multipliedBy(10));
        EventServer.soon().until(() -> server.list("deliveries").isEmpty());
        assertThat(receiver.got()).hasSize(3);
        assertThat(matched("2")).isZero();
        given().delete(location).then().statusCode(204);
        assertThat(server.list("subscriptions")).isEmpty();
    }

    @Test
    void whatWasGivenUpBeforeItExpiredIsKeptForAMonth() {
        String location = server.subscribe(receiver.url("/a"));
        server.pass(LIFETIME.minus(MOMENT));
        receiver.answering(400);
        server.publish("1");
        server.waitingAfter(1);
        server.pass(MINUTE);
        EventServer.soon().until(() -> ended(location));
        assertThat(server.list("dead-letters")).hasSize(1);
        assertThat(server.subscription(location)).containsEntry("reason", "it has expired");

        server.pass(Duration.ofDays(30).plus(MOMENT));
        EventServer.soon()
                .until(() -> server.list("subscriptions").isEmpty()
                        && server.list("dead-letters").isEmpty());
    }

    @Test
    void anExpiredSubscriptionMakesRoomForAnother() {
        server.close();
        server = EventServer.with(
                OrderEvents.event().expiringAfter(LIFETIME).maxSubscriptions(1).maxSubscriptionsPerHost(1));
        server.subscribe(receiver.url("/a"));
        server.ask(receiver.url("/b")).statusCode(429);
        server.pass(LIFETIME);
        EventServer.soon().until(() -> server.list("subscriptions").isEmpty());
        server.subscribe(receiver.url("/b"));
    }

    private boolean ended(String location) {
        return server.subscription(location).get("state").equals("ENDED");
    }

    private int matched(String id) {
        return server.event().publish(new Order(id, "north")).deliveries();
    }
}
