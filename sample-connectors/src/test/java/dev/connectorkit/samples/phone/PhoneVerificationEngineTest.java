package dev.connectorkit.samples.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.orchestration.InstanceStateException;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sample on the engine, with real time and a shorter timeout where it is waited for. */
class PhoneVerificationEngineTest {

    private static final String NUMBER = "+14255550123";
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Map<String, Integer> phones = new ConcurrentHashMap<>();
    private final Database database = Database.open("memory");
    private final OrchestrationEngine engine = engine("patient", PhoneVerification.TIME);
    private final OrchestrationClient client = engine.client();

    private OrchestrationEngine engine(String hub, Duration time) {
        Orchestrations orchestrations = Orchestrations.create();
        PhoneVerification.register(orchestrations, phones::put, new SecureRandom(), time);
        return OrchestrationEngine.builder(orchestrations, database)
                .taskHub(hub)
                .build()
                .start();
    }

    private String start() {
        return client.start("E4_SmsPhoneVerification", NUMBER);
    }

    @AfterEach
    void close() {
        engine.close();
        database.close();
    }

    private int code() {
        return await().atMost(LONG).until(() -> phones.get(NUMBER), code -> code != null);
    }

    private @Nullable String output(String id) throws TimeoutException {
        return client.waitForCompletion(id, LONG).output();
    }

    @Test
    void the_code_that_was_sent_is_true() throws Exception {
        String id = start();
        client.raiseEvent(id, "SmsChallengeResponse", code());

        assertThat(output(id)).isEqualTo("true");
    }

    @Test
    void the_fourth_try_may_be_the_right_one() throws Exception {
        String id = start();
        for (int wrong = 0; wrong < 3; wrong++) {
            client.raiseEvent(id, "SmsChallengeResponse", code() + 1);
        }
        client.raiseEvent(id, "SmsChallengeResponse", code());

        assertThat(output(id)).isEqualTo("true");
    }

    @Test
    void four_wrong_codes_are_false() throws Exception {
        String id = start();
        for (int wrong = 0; wrong < 4; wrong++) {
            client.raiseEvent(id, "SmsChallengeResponse", code() + 1);
        }

        assertThat(output(id)).isEqualTo("false");
    }

    @Test
    void silence_is_false_and_a_late_code_is_refused() throws Exception {
        try (OrchestrationEngine hasty = engine("hasty", Duration.ofMillis(300))) {
            String id = hasty.client().start("E4_SmsPhoneVerification", NUMBER);

            assertThat(hasty.client().waitForCompletion(id, LONG).output()).isEqualTo("false");
            assertThatExceptionOfType(InstanceStateException.class)
                    .isThrownBy(() -> hasty.client().raiseEvent(id, "SmsChallengeResponse", code()));
        }
    }
}
