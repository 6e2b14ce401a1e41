package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.server.Receiver.Reply;
import dev.connectorkit.storage.TestClock;
import java.net.InetAddress;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The standard policy's reactions to a receiver's answers, over simulated days. */
class PolicyOverHttpTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private Receiver receiver;
    private EventServer server;

    @BeforeEach
    void start() throws Exception {
        receiver = new Receiver();
        server = EventServer.with(OrderEvents.event());
    }

    @AfterEach
    void stop() {
        server.close();
        receiver.close();
    }

    @Test
    void retryAfterInSecondsIsWaitedForAndIsNoAttempt() {
        retryAfterIsHonoured("3600", Duration.ofHours(1));
    }

    @Test
    void retryAfterAsADateIsWaitedForAndIsNoAttempt() {
        var date = server.now().plus(Duration.ofHours(2)).atOffset(ZoneOffset.UTC);
        // The date has no fraction of a second.
        retryAfterIsHonoured(
                DateTimeFormatter.RFC_1123_DATE_TIME.format(date),
                Duration.ofHours(2).minusSeconds(1));
    }

    @Test
    void withoutRetryAfterItWaitsForAMinute() {
        retryAfterIsHonoured("when I feel like it", MINUTE);
    }

    private void retryAfterIsHonoured(String header, Duration shortest) {
        receiver.answering(got -> new Reply(429, Map.of("Retry-After", header)));
        server.subscribe(receiver.url("/a"));
        server.publish("1");
        Duration wait = waitAfter(1);
        assertThat(wait)
                .isBetween(shortest, shortest.plusSeconds(1).multipliedBy(6).dividedBy(5));
        assertThat(server.list("deliveries").get(0)).containsEntry("attempts", 0);

        receiver.answering(202);
        server.pass(wait.minusSeconds(1));
        // Another one, so that the loop has looked at this host and time.
        server.publish("2");
        EventServer.soon().until(() -> receiver.got().size() == 2);
        assertThat(receiver.got().get(1).body()).contains("\"2\"");
        server.pass(Duration.ofSeconds(1).plus(MOMENT));
        EventServer.soon().until(() -> receiver.got().size() == 3);
        assertThat(id(2)).isEqualTo(id(0)).isNotEqualTo(id(1));
    }

    @Test
    void anOutageIsAskedAgainOnTheScheduleWithTheSameIdUntilTheTenthAttempt() {
        receiver.answering(503);
        server.subscribe(receiver.url("/a"));
        server.publish("1");
        int attempt = 0;
        for (Duration scheduled : DeliveryPolicy.standard().schedule()) {
            Duration wait = waitAfter(++attempt);
            assertThat(server.list("deliveries").get(0)).containsEntry("attempts", attempt);
            assertThat(wait)
                    .isBetween(
                            scheduled.minus(MOMENT), scheduled.multipliedBy(6).dividedBy(5));
            server.pass(wait.plus(MOMENT));
        }
        EventServer.soon().until(() -> server.list("deliveries").isEmpty());
        assertThat(server.list("dead-letters"))
                .singleElement()
                .satisfies(dead -> assertThat(dead)
                        .containsEntry("reason", "attempt 10 was the last: 503")
                        .containsEntry("attempts", 10)
                        .containsEntry("id", id(0)));
        assertThat(receiver.got()).hasSize(10);
        assertThat(ids()).hasSize(1);
        assertThat(server.attempts(id(0)))
                .extracting(each -> each.get("status"))
                .containsOnly(503);
    }

    @Test
    void anOutageMaySayHowLongItLasts() {
        receiver.answering(got -> new Reply(503, Map.of("Retry-After", "600")));
        server.subscribe(receiver.url("/a"));
        server.publish("1");
        assertThat(waitAfter(1)).isBetween(Duration.ofMinutes(10).minus(MOMENT), Duration.ofMinutes(12));
        assertThat(server.list("deliveries").get(0)).containsEntry("attempts", 1);
    }

    @Test
    void whoDoesNotAnswerInTimeIsLeftAloneForAMinute() {
        server.close();
        DeliveryPolicy impatient =
                DeliveryPolicy.builder().attemptTimeout(Duration.ofSeconds(2)).build();
        server = EventServer.with(
                OrderEvents.event(),
                builder -> builder.delivery(
                        options -> options.guard(CallbackGuard.forDevelopment()).policy(impatient)));
        CountDownLatch end = new CountDownLatch(1);
        receiver.answering(got -> {
            awaitUninterruptibly(end);
            return Reply.of(202);
        });
        server.subscribe(receiver.url("/a"));
        server.publish("1");
        Map<String, Object> waiting = server.waitingAfter(1);
        assertThat(server.wait(waiting)).isBetween(MINUTE.minus(MOMENT), Duration.ofSeconds(72));
        String id = waiting.get("id").toString(); // the attempt may end before the receiver has read it
        assertThat(server.attempts(id).get(0).get("outcome").toString()).startsWith("timeout: ");
        end.countDown();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 408, 425})
    void whatPassesIsTriedAgainSoonAndRedirectsAreNotFollowed(int status) {
        receiver.answering(got -> new Reply(status, Map.of("Location", receiver.url("/elsewhere"))));
        server.subscribe(receiver.url("/a"));
        server.publish("1");
        assertThat(server.wait(server.waitingAfter(1)))
                .isBetween(Duration.ofSeconds(5).minus(MOMENT), Duration.ofSeconds(6));
        assertThat(receiver.got("/elsewhere")).isEmpty();
    }

    @Test
    void goneEndsTheSubscriptionAtOnceAndWhatWaitsBecomesDeadLetters() {
        String location = server.subscribe(receiver.url("/a"));
        receiver.answering(503);
        server.publish("1");
        server.waitingAfter(1);
        receiver.answering(410);
        server.publish("2");
        EventServer.soon().until(() -> server.list("dead-letters").size() == 2);
        assertThat(server.list("deliveries")).isEmpty();
        assertThat(server.subscription(location))
                .containsEntry("state", "ENDED")
                .containsEntry("reason", "the receiver answered 410");
        assertThat(server.event().publish(new OrderEvents.Order("3", "north")).deliveries())
                .isZero();
        server.pass(Duration.ofDays(1));
        assertThat(receiver.got()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void fiveRefusalsInARowFiveMinutesApartEndTheSubscription(int status) {
        receiver.answering(status);
        String location = server.subscribe(receiver.url("/a"));
        server.publish("1");
        for (int refusals = 1; refusals < 5; refusals++) {
            Duration wait = waitAfter(refusals);
            assertThat(wait).isGreaterThanOrEqualTo(Duration.ofMinutes(5).minus(MOMENT));
            assertThat(server.subscription(location))
                    .containsEntry("state", "ACTIVE")
                    .containsEntry("refusals", refusals);
            server.pass(wait.plus(MOMENT));
        }
        EventServer.soon().until(() -> server.list("dead-letters").size() == 1);
        assertThat(receiver.got()).hasSize(5);
        assertThat(ids()).hasSize(1);
        assertThat(server.subscription(location)).containsEntry("state", "ENDED");
        assertThat(server.subscription(location).get("reason").toString()).contains("5 times in a row", "" + status);
    }

    @Test
    void refusalsOfTheSameMomentAreOneAndADeliveryForgetsThem() {
        receiver.answering(404);
        String location = server.subscribe(receiver.url("/a"));
        for (int i = 1; i <= 6; i++) {
            server.publish(Integer.toString(i));
        }
        EventServer.soon()
                .until(() -> server.list("deliveries").stream()
                        .allMatch(each -> each.get("attempts").equals(1)));
        assertThat(server.subscription(location)).containsEntry("refusals", 1).containsEntry("state", "ACTIVE");

        receiver.answering(202);
        server.pass(Duration.ofMinutes(7));
        EventServer.soon().until(() -> server.list("deliveries").isEmpty());
        assertThat(server.subscription(location)).containsEntry("refusals", 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 415, 422})
    void contentThatIsRefusedTwiceIsADeadLetterAndTheSubscriptionGoesOn(int status) {
        receiver.answering(status);
        String location = server.subscribe(receiver.url("/a"));
        server.publish("1");
        Duration wait = waitAfter(1);
        assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(6));
        server.pass(wait.plus(MOMENT));
        EventServer.soon().until(() -> server.list("dead-letters").size() == 1);
        assertThat(server.list("dead-letters").get(0))
                .containsEntry("reason", "the receiver answered " + status + " twice")
                .containsEntry("id", id(0));
        assertThat(receiver.got()).hasSize(2);
        assertThat(ids()).hasSize(1);
        assertThat(server.subscription(location)).containsEntry("state", "ACTIVE");

        receiver.answering(202);
        server.operate("dead-letters/" + id(0) + "/resend");
        EventServer.soon().until(() -> server.list("deliveries").isEmpty());
        assertThat(receiver.got()).hasSize(3);
        assertThat(ids()).hasSize(1);
    }

    @Test
    void whereTheGuardRefusesTheUrlNowTheSubscriptionPausesAndNothingIsLost() throws Exception {
        server.close();
        AtomicReference<String> address = new AtomicReference<>("127.0.0.1");
        TestClock names = new TestClock();
        CallbackGuard guard = CallbackGuard.builder()
                .allowHttp()
                .ports("1-65535")
                .openNetwork("127.0.0.0/8")
                .resolver(host -> new InetAddress[] {InetAddress.getByName(address.get())})
                .clock(names)
                .build();
        server = EventServer.with(OrderEvents.event(), builder -> builder.delivery(options -> options.guard(guard)));
        String location = server.subscribe(receiver.url("/a?sig=secret").replace("localhost", "hook.example.com"));
        String id = EventServer.id(location);
        address.set("10.0.0.1");
        names.pass(Duration.ofHours(1));
        server.publish("1");
        EventServer.soon()
                .until(() -> server.subscription(location).get("state").equals("PAUSED"));
        server.publish("2");
        List<Map<String, Object>> kept = server.list("dead-letters?subscription=" + id);
        assertThat(kept).hasSize(2);
        assertThat(kept.toString()).doesNotContain("secret");
        assertThat(receiver.got()).isEmpty();

        address.set("127.0.0.1");
        names.pass(Duration.ofHours(1));
        server.operate("subscriptions/" + id + "/resume");
        server.operate("subscriptions/" + id + "/resend");
        EventServer.soon().until(() -> receiver.got().size() == 2);
        assertThat(ids())
                .isEqualTo(Set.copyOf(
                        kept.stream().map(each -> each.get("id").toString()).toList()));
    }

    /** Once this many requests have come and the only delivery waits: for how long. */
    private Duration waitAfter(int requests) {
        EventServer.soon().until(() -> receiver.got().size() == requests);
        return EventServer.soon()
                .until(
                        () -> server.list("deliveries").stream()
                                .filter(each -> each.get("underWay").equals(false))
                                .map(server::wait)
                                .toList(),
                        all -> all.size() == 1 && !all.get(0).minus(MOMENT).isNegative())
                .get(0);
    }

    private String id(int request) {
        return receiver.got().get(request).header("webhook-id");
    }

    private Set<String> ids() {
        return receiver.got().stream().map(got -> got.header("webhook-id")).collect(Collectors.toSet());
    }

    private static void awaitUninterruptibly(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
