package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.testing.OrchestrationTester;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // as users without null checks write
class PhoneVerificationTest {

    private final Orchestrations orchestrations = Orchestrations.create()
            .register("E4_SmsPhoneVerification", String.class, Boolean.class, (ctx, phone) -> {
                int code = ctx.callActivity("E4_SendSmsChallenge", phone, Integer.class)
                        .await();
                Task<Void> timeout = ctx.createTimer(Duration.ofSeconds(90));
                for (int attempt = 0; attempt <= 3; attempt++) {
                    Task<Integer> answer = ctx.waitForExternalEvent("SmsChallengeResponse", Integer.class);
                    if (ctx.anyOf(answer, timeout).await() == timeout) {
                        return false;
                    }
                    if (answer.await() == code) {
                        timeout.cancel();
                        return true;
                    }
                }
                return false;
            });
    private final OrchestrationTester tester =
            OrchestrationTester.of(orchestrations).activity("E4_SendSmsChallenge", phone -> 2168);

    @Test
    void theRightCodeInTimeIsTrueAndCancelsTheTimer() {
        String id = tester.start("E4_SmsPhoneVerification", "+1425XXXXXXX");
        tester.advance(Duration.ofSeconds(89)).raiseEvent(id, "SmsChallengeResponse", 2168);

        assertThat(tester.output(id, Boolean.class)).isTrue();
        assertThat(tester.history(id)).hasAtLeastOneElementOfType(HistoryEvent.TimerCanceled.class);
    }

    @Test
    void theFourthTryMayBeTheRightOne() {
        String id = tester.start("E4_SmsPhoneVerification", "+1425XXXXXXX");
        for (int wrong = 1; wrong <= 3; wrong++) {
            tester.raiseEvent(id, "SmsChallengeResponse", wrong);
        }
        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.RUNNING);
        tester.raiseEvent(id, "SmsChallengeResponse", 2168);

        assertThat(tester.output(id, Boolean.class)).isTrue();
    }

    @Test
    void fourWrongCodesAreFalse() {
        String id = tester.start("E4_SmsPhoneVerification", "+1425XXXXXXX");
        for (int wrong = 1; wrong <= 4; wrong++) {
            tester.raiseEvent(id, "SmsChallengeResponse", wrong);
        }

        assertThat(tester.output(id, Boolean.class)).isFalse();
    }

    @Test
    void noCodeInTimeIsFalse() {
        String id = tester.start("E4_SmsPhoneVerification", "+1425XXXXXXX");
        tester.advance(Duration.ofSeconds(89));
        assertThat(tester.status(id).runtimeStatus()).isEqualTo(RuntimeStatus.RUNNING);
        tester.advance(Duration.ofSeconds(1));

        assertThat(tester.output(id, Boolean.class)).isFalse();
    }
}
