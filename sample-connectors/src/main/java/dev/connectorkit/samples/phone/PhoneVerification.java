package dev.connectorkit.samples.phone;

import dev.connectorkit.orchestration.Orchestration;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.PayloadException;
import dev.connectorkit.orchestration.RetryPolicy;
import dev.connectorkit.orchestration.Task;
import dev.connectorkit.orchestration.TaskOptions;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that somebody has the phone of a number: sends a code there and waits 90 seconds for it to come back as event
 * {@code SmsChallengeResponse}, a number; a wrong one leaves three more tries in the same time. Thread-safe.
 */
public final class PhoneVerification implements Orchestration<@Nullable String, Boolean> {

    /** The name of the orchestration; its input is the phone number as a JSON string: {@code "+14255550123"}. */
    public static final String NAME = "E4_SmsPhoneVerification";

    /** The event that brings the code back. */
    public static final String RESPONSE = "SmsChallengeResponse";

    /** The time for all tries together. */
    public static final Duration TIME = Duration.ofSeconds(90);

    private static final String SEND = "E4_SendSmsChallenge";
    private static final int TRIES = 4;
    private static final String NUMBER = "\\+[1-9][0-9X]{6,14}"; // E.164, and X for a digit as written in examples
    private static final int FIRST_CODE = 1000; // as a JSON number, a code has no leading zero
    private static final int AFTER_LAST_CODE = 10_000;
    private static final TaskOptions PATIENTLY =
            new TaskOptions(new RetryPolicy(4, Duration.ofSeconds(2)).withBackoffCoefficient(2));

    private final Duration time;

    private PhoneVerification(Duration time) {
        this.time = time;
    }

    /**
     * Adds the orchestration and the activity that draws and sends the code.
     *
     * @param random of a kind that cannot be guessed, and thread-safe
     */
    public static void register(Orchestrations orchestrations, SmsSender sms, RandomGenerator random) {
        register(orchestrations, sms, random, TIME);
    }

    static void register(Orchestrations orchestrations, SmsSender sms, RandomGenerator random, Duration time) {
        orchestrations
                .register(NAME, String.class, Boolean.class, new PhoneVerification(time))
                .registerActivity(SEND, String.class, Integer.class, number -> {
                    int code = random.nextInt(FIRST_CODE, AFTER_LAST_CODE);
                    sms.sendCode(number, code);
                    return code;
                });
    }

    @Override
    public Boolean run(TaskOrchestrationContext context, @Nullable String number) {
        if (number == null || !number.matches(NUMBER)) {
            throw new IllegalArgumentException(
                    "The input must be a phone number with its country code, as in \"+14255550123\"");
        }
        Integer code =
                context.callActivity(SEND, number, PATIENTLY, Integer.class).await();
        Task<Void> timeout = context.createTimer(time);
        for (int tries = 1; tries <= TRIES; tries++) {
            Task<Integer> response = context.waitForExternalEvent(RESPONSE, Integer.class);
            if (context.anyOf(response, timeout).await() == timeout) {
                return false;
            }
            if (isRight(response, code)) {
                timeout.cancel(); // or the instance would stay until it fires
                return true;
            }
        }
        timeout.cancel();
        return false;
    }

    /** Whatever is no number is a wrong code, too. */
    private static boolean isRight(Task<Integer> response, Integer code) {
        try {
            return Objects.equals(response.await(), code);
        } catch (PayloadException e) {
            return false;
        }
    }
}
