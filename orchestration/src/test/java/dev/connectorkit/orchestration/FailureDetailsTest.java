package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.runtime.Payloads;
import org.junit.jupiter.api.Test;

class FailureDetailsTest {

    /** Activities get them as their input. */
    @Test
    void areOneMemberEachAsJson() {
        FailureDetails cause = new FailureDetails("c.D", "", null, null, false);
        FailureDetails failure = new FailureDetails("a.B", "no", "trace", cause, true);
        Payloads codec = Payloads.standard();

        String json = codec.write(failure, "failure");

        assertThat(json)
                .isEqualTo(
                        "{\"errorType\":\"a.B\",\"errorMessage\":\"no\",\"stackTrace\":\"trace\",\"cause\":{\"errorType\":\"c.D\","
                                + "\"errorMessage\":\"\",\"stackTrace\":null,\"cause\":null,\"nonRetriable\":false},\"nonRetriable\":true}");
        assertThat(codec.read(json, TypeRef.of(FailureDetails.class), "failure"))
                .isEqualTo(failure);
    }
}
