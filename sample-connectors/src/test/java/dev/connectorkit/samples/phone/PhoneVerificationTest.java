package dev.connectorkit.samples.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.NonRetriableException;
import dev.connectorkit.orchestration.OrchestrationStatus;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.testing.OrchestrationTester;
import dev.connectorkit.orchestration.testing.ReplayCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneVerificationTest {

    private static final String NUMBER = "+14255550123";

    private record Sms(String number, int code) {}

    private final List<Sms> sent = new ArrayList<>();
    private SmsSender sender = (number, code) -> sent.add(new Sms(number, code));
    private final Orchestrations orchestrations = Orchestrations.create();
    private final OrchestrationTester tester;

    PhoneVerificationTest() {
        PhoneVerification.register(orchestrations, (number, code) -> sender.sendCode(number, code), new Random(7));
        tester = OrchestrationTester.of(orchestrations);
    }

    private String start() {
        return tester.start("E4_SmsPhoneVerification", NUMBER);
    }

    private void respond(String id, @Nullable Object code) {
        tester.raiseEvent(id, "SmsChallengeResponse", code);
    }

    private int right() {
        return sent.get(0).code();
    }

    private void respondWrongly(String id, int times) {
        IntStream.range(0, times).forEach(each -> respond(id, right() - 1));
    }

    @Test
    void one_code_goes_to_the_number() {
        start();

        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).number()).isEqualTo(NUMBER);
        assertThat(tester.activityCalls()).containsExactly("E4_SendSmsChallenge");
    }

    @Test
    void the_code_at_the_first_try_is_true_and_the_timer_is_cancelled() {
        String id = start();
        respond(id, right());

        assertThat(tester.output(id, Boolean.class)).isTrue();
        assertThat(tester.history(id)).hasAtLeastOneElementOfType(HistoryEvent.TimerCanceled.class);
        assertThat(sent).as("replaying sends nothing").hasSize(1);
    }

    @Test
    void the_code_at_the_fourth_try_is_true() {
        String id = start();
        respondWrongly(id, 3);
        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.RUNNING);
        respond(id, right());

        assertThat(tester.output(id, Boolean.class)).isTrue();
    }

    @Test
    void four_wrong_codes_are_false_and_the_timer_is_cancelled() {
        String id = start();
        respondWrongly(id, 4);

        assertThat(tester.output(id, Boolean.class)).isFalse();
        assertThat(tester.history(id)).hasAtLeastOneElementOfType(HistoryEvent.TimerCanceled.class);
    }

    @Test
    void a_fifth_try_is_refused_even_with_the_code() {
        String id = start();
        respondWrongly(id, 4);

        assertThatExceptionOfType(InstanceStateException.class).isThrownBy(() -> respond(id, right()));
    }

    @Test
    void no_code_within_90_seconds_is_false() {
        String id = start();
        tester.advance(Duration.ofMillis(89_999));
        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.RUNNING);
        tester.advance(Duration.ofMillis(1));

        assertThat(tester.output(id, Boolean.class)).isFalse();
    }

    @Test
    void the_code_just_in_time_is_true() {
        String id = start();
        tester.advance(Duration.ofMillis(89_999));
        respond(id, right());

        assertThat(tester.output(id, Boolean.class)).isTrue();
    }

    @Test
    void a_wrong_code_does_not_buy_time() {
        String id = start();
        tester.advance(Duration.ofSeconds(80));
        respondWrongly(id, 1);
        tester.advance(Duration.ofSeconds(10));

        assertThat(tester.output(id, Boolean.class)).isFalse();
    }

    @Test
    void the_code_after_the_time_is_refused_and_changes_nothing() {
        String id = start();
        tester.advance(Duration.ofSeconds(90));

        assertThatExceptionOfType(InstanceStateException.class).isThrownBy(() -> respond(id, right()));
        assertThat(tester.output(id, Boolean.class)).isFalse();
    }

    @Test
    void a_code_sent_as_text_counts_too() {
        String id = start();
        respond(id, String.valueOf(right()));

        assertThat(tester.output(id, Boolean.class)).isTrue();
    }

    @Test
    void what_is_no_number_uses_up_a_try() {
        String id = start();
        respond(id, "abc");
        respond(id, Map.of("code", right()));
        respond(id, null);
        respond(id, right() + 0.5);

        assertThat(tester.output(id, Boolean.class)).isFalse();
    }

    @Test
    void codes_have_four_digits_and_differ() {
        IntStream.range(0, 200).forEach(each -> start());

        assertThat(sent).extracting(Sms::code).allMatch(code -> code >= 1000 && code <= 9999);
        assertThat(sent.stream().map(Sms::code).distinct().count()).isGreaterThan(150);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "14255550123",
                "+04255550123",
                "+1425",
                "+1 425 555 0123",
                "+1234567890123456",
                "+1425555012a"
            })
    void what_is_no_phone_number_is_refused_before_anything_is_sent(String number) {
        String id = tester.start("E4_SmsPhoneVerification", number);
        OrchestrationStatus status = tester.status(id);

        assertThat(status.runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
        assertThat(String.valueOf(status.failure())).contains("country code", "\"+14255550123\"");
        assertThat(sent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1425XXXXXXX", "+3212345678", "+123456789012345"})
    void what_looks_like_one_is_taken(String number) {
        String id = tester.start("E4_SmsPhoneVerification", number);

        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.RUNNING);
        assertThat(sent).extracting(Sms::number).containsExactly(number);
    }

    @Test
    void sending_is_tried_again_and_the_90_seconds_begin_when_it_worked() {
        SmsSender working = sender;
        sender = (number, code) -> {
            sender = working;
            throw new IOException("busy");
        };
        String id = start();
        assertThat(sent).isEmpty();
        tester.advance(Duration.ofSeconds(2));
        assertThat(sent).hasSize(1);
        tester.advance(Duration.ofSeconds(89));
        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.RUNNING);
        tester.advance(Duration.ofSeconds(1));

        assertThat(tester.output(id, Boolean.class)).isFalse();
    }

    @Test
    void sending_is_given_up_after_four_attempts() {
        sender = (number, code) -> {
            throw new IOException("busy");
        };
        String id = start();
        tester.advance(Duration.ofSeconds(2 + 4 + 8));

        assertThat(tester.activityCalls()).hasSize(4);
        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
    }

    @Test
    void a_refused_message_is_not_sent_again() {
        sender = (number, code) -> {
            throw new NonRetriableException("no such number");
        };
        String id = start();

        assertThat(tester.activityCalls()).hasSize(1);
        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.FAILED);
    }

    @Test
    void running_it_again_over_its_history_does_the_same() {
        String id = start();
        respondWrongly(id, 2);
        respond(id, right());

        ReplayCheck.of(orchestrations).verify(tester.history(id));
    }
}
