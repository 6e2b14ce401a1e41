package dev.connectorkit.callbacks.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.callbacks.internal.delivery.AttemptResult.Failure;
import dev.connectorkit.callbacks.internal.store.Delivery;
import dev.connectorkit.callbacks.internal.store.DeliveryDecision;
import dev.connectorkit.callbacks.internal.store.EncryptedText;
import dev.connectorkit.callbacks.internal.store.EventBody;
import dev.connectorkit.callbacks.internal.store.SubscriptionKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of {@link DeliveryPolicy}, row by row. */
class RetryDeciderTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:44:00Z");

    private final RetryDecider decider = new RetryDecider(DeliveryPolicy.standard(), () -> 0);

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 299})
    void everySuccessIsDelivered(int status) {
        assertThat(decider.of(delivery(0), status(status), NOW)).isInstanceOf(DeliveryDecision.Delivered.class);
    }

    @Test
    void goneEndsTheSubscription() {
        assertThat(decider.of(delivery(0), status(410), NOW)).isInstanceOf(DeliveryDecision.EndSubscription.class);
    }

    @ParameterizedTest
    @CsvSource({
        "500, 5",
        "503, 5",
        "599, 5",
        "408, 5",
        "425, 5",
        "301, 5",
        "302, 5",
        "307, 5",
        "100, 5", // the schedule
        "502, 60",
        "504, 60",
        "429, 60" // the throttle delay
    })
    void whatMayPassIsTriedAgain(int status, long seconds) {
        assertThat(decider.of(delivery(0), status(status), NOW))
                .isEqualTo(new DeliveryDecision.Retry(NOW.plusSeconds(seconds), status != 429, false));
    }

    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            names = {"NAME", "CONNECT", "TLS", "BROKEN", "TIMEOUT"})
    void noAnswerIsTriedAgain(Failure failure) {
        long seconds = failure == Failure.TIMEOUT ? 60 : 5;
        assertThat(decider.of(delivery(0), AttemptResult.failed(failure, "x"), NOW))
                .isEqualTo(new DeliveryDecision.Retry(NOW.plusSeconds(seconds), true, false));
    }

    @Test
    void aForbiddenAddressPausesTheSubscription() {
        assertThat(decider.of(delivery(0), AttemptResult.failed(Failure.FORBIDDEN, "why"), NOW))
                .isEqualTo(new DeliveryDecision.PauseSubscription("why"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void refusalsGoSlow(int status) {
        assertThat(decider.of(delivery(0), status(status), NOW))
                .isInstanceOfSatisfying(DeliveryDecision.Refused.class, refused -> {
                    assertThat(refused.at()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
                    assertThat(refused.limit()).isEqualTo(5);
                    assertThat(refused.spacedBy()).isEqualTo(Duration.ofMinutes(5));
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 405, 409, 413, 415, 422, 451})
    void contentThatIsRefusedIsTriedOnceMore(int status) {
        assertThat(decider.of(delivery(0), status(status), NOW))
                .isEqualTo(new DeliveryDecision.Retry(NOW.plusSeconds(5), true, true));
        assertThat(decider.of(delivery(1, true, NOW), status(status), NOW))
                .isInstanceOf(DeliveryDecision.DeadLetter.class);
        assertThat(decider.of(delivery(1, true, NOW), status(500), NOW))
                .as("another failure between the two")
                .isEqualTo(new DeliveryDecision.Retry(NOW.plus(Duration.ofMinutes(5)), true, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            429 | 120                           | 120
            429 | 0                             | 5
            429 | Sat, 21 Nov 2026 03:54:00 GMT | 600
            429 | Sat, 21 Nov 2026 03:00:00 GMT | 5
            429 | 999999999                     | 86400
            429 | 99999999999999999999999       | 86400
            429 | 0000000000000000000120        | 120
            429 | Saturday, 21-Nov-26 03:54:00 GMT | 600
            429 | Sat Nov 21 03:54:00 2026      | 600
            429 | Mon Nov 21 03:54:00 2026      | 600
            429 | Mon, 21 Nov 2026 03:54:00 GMT | 600
            429 | Sun Nov  1 03:54:00 2026      | 5
            429 | Sunday, 06-Nov-94 08:49:37 GMT | 5
            429 | Friday, 31-Dec-99 23:59:59 GMT | 5
            429 | Sat, 21 Nov 2099 03:54:00 GMT | 86400
            429 | soon                          | 60
            429 | -5                            | 60
            503 | 120                           | 120
            500 | 120                           | 120
            404 | 1                             | 300
            400 | 120                           | 5
            """)
    void retryAfterIsHonouredWhereItMeansSomething(int status, String header, long seconds) {
        AttemptResult answer = new AttemptResult(status, Failure.NONE, header, null, "");
        DeliveryDecision decision = decider.of(delivery(0), answer, NOW);
        Instant at = decision instanceof DeliveryDecision.Retry later
                ? later.at()
                : ((DeliveryDecision.Refused) decision).at();
        assertThat(at).isEqualTo(NOW.plusSeconds(seconds));
    }

    @Test
    void jitterIsOnlyAddedAndAtMostAFifth() {
        RetryDecider most = new RetryDecider(DeliveryPolicy.standard(), () -> 0.9999999);
        DeliveryDecision.Retry later = (DeliveryDecision.Retry) most.of(delivery(1), status(500), NOW);
        assertThat(later.at()).isBetween(NOW.plusSeconds(359), NOW.plusSeconds(360));
    }

    @Test
    void failingForDaysFollowsTheScheduleOfStandardWebhooksAndThenGivesUp() {
        List<Duration> at = new ArrayList<>();
        Instant now = NOW;
        DeliveryDecision decision = decider.of(delivery(0), status(500), now);
        int attempts = 0;
        while (decision instanceof DeliveryDecision.Retry later) {
            now = later.at();
            at.add(Duration.between(NOW, now));
            decision = decider.of(delivery(++attempts), status(500), now);
        }
        assertThat(at)
                .extracting(Duration::toString)
                .containsExactly(
                        "PT5S",
                        "PT5M5S",
                        "PT35M5S",
                        "PT2H35M5S",
                        "PT7H35M5S",
                        "PT17H35M5S",
                        "PT31H35M5S",
                        "PT51H35M5S",
                        "PT75H35M5S");
        assertThat(decision)
                .isInstanceOfSatisfying(
                        DeliveryDecision.DeadLetter.class,
                        dead -> assertThat(dead.reason()).isEqualTo("attempt 10 was the last: 500"));
    }

    @Test
    void whatIsTooOldIsNotTriedAgainHoweverFewItsAttempts() {
        Instant published = NOW.minus(Duration.ofDays(4)).plusSeconds(30);
        assertThat(decider.of(delivery(0, false, published), status(500), NOW))
                .isInstanceOf(DeliveryDecision.Retry.class);
        assertThat(decider.of(delivery(0, false, published), status(429), NOW))
                .isInstanceOfSatisfying(
                        DeliveryDecision.DeadLetter.class,
                        dead -> assertThat(dead.reason()).contains("PT96H", "429"));
    }

    private static AttemptResult status(int status) {
        return new AttemptResult(status, Failure.NONE, null, null, "");
    }

    private static Delivery delivery(int attempts) {
        return delivery(attempts, false, NOW);
    }

    private static Delivery delivery(int attempts, boolean rejected, Instant queuedAt) {
        return new Delivery(
                "d",
                "e",
                "event",
                "s",
                "h:443",
                new EncryptedText(new SubscriptionKeys(new byte[32]), new byte[0]),
                false,
                EventBody.of("{}"),
                "{}",
                attempts,
                rejected,
                false,
                false,
                queuedAt,
                0);
    }
}
