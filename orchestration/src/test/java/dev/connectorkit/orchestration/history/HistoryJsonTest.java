package dev.connectorkit.orchestration.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.PayloadException;
import dev.connectorkit.orchestration.RuntimeStatus;
import dev.connectorkit.orchestration.internal.history.EventJson;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryJsonTest {

    private static final Instant AT = Instant.parse("2030-01-01T00:00:00.123Z");
    private static final FailureDetails FAILURE =
            new FailureDetails("a.B", "line\n\"two\"", "trace", new FailureDetails("c.D", "", null, null, false), true);

    private static final List<HistoryEvent> ALL = List.of(
            new HistoryEvent.ExecutionStarted(AT, "Name", "run", "{\"a\" : 1.10}", null),
            new HistoryEvent.TaskScheduled(AT, 0, "A", null, 0, null, null),
            new HistoryEvent.TaskCompleted(AT, 0, "[1, 2]"),
            new HistoryEvent.TaskFailed(AT, 0, FAILURE),
            new HistoryEvent.TimerCreated(AT, 1, AT.plusSeconds(5)),
            new HistoryEvent.TimerFired(AT, 1),
            new HistoryEvent.TimerCanceled(AT, 2, 1),
            new HistoryEvent.SubOrchestrationCreated(AT, 3, "Child", "child-1", "true", null),
            new HistoryEvent.SubOrchestrationCompleted(AT, 3, "\"x\""),
            new HistoryEvent.SubOrchestrationFailed(AT, 3, FAILURE),
            new HistoryEvent.EventSent(AT, 4, "E", "other", "17"),
            new HistoryEvent.EventRaised(AT, "E", "{}", AT.minusSeconds(1), 99),
            new HistoryEvent.ExecutionSuspended(AT, "why"),
            new HistoryEvent.ExecutionResumed(AT, null),
            new HistoryEvent.ExecutionTerminated(AT, "end", true),
            new HistoryEvent.ExecutionRewound(AT, "again", List.of(5, 7)),
            new HistoryEvent.ExecutionCompleted(AT, RuntimeStatus.COMPLETED, "null", null),
            new HistoryEvent.ExecutionCompleted(AT, RuntimeStatus.FAILED, null, FAILURE));

    @Test
    void everyEventComesBackAsItWas() {
        for (HistoryEvent event : ALL) {
            assertThat(HistoryJson.read(HistoryJson.write(event))).isEqualTo(event);
        }
        assertThat(HistoryJson.readAll(HistoryJson.write(ALL))).isEqualTo(ALL);
    }

    @Test
    void theFormatIsWhatIsDocumented() {
        assertThat(HistoryJson.write(ALL.get(0)))
                .isEqualTo("{\"type\":\"ExecutionStarted\",\"at\":\"2030-01-01T00:00:00.123Z\",\"name\":\"Name\","
                        + "\"execution\":\"run\",\"input\":{\"a\" : 1.10}}");
    }

    @Test
    void aPayloadMayBeStoredApart() {
        HistoryEvent event = ALL.get(2);
        String rest = EventJson.writeWithoutPayload(event);

        assertThat(rest).doesNotContain("1, 2");
        assertThat(EventJson.read(rest, "[1, 2]")).isEqualTo(event);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1", "-1.50e3", "\"a\\\"b\\u00e9 \\\\\"", "true", "[]", "{\"a\":[{}, \"}\"]}", " 7 ", "\"\""})
    void payloadsOfAnyKindKeepTheirText(String payload) {
        HistoryEvent event = new HistoryEvent.TaskCompleted(AT, 0, payload);

        assertThat(HistoryJson.read(HistoryJson.write(event)).payload()).isEqualTo(payload.strip());
    }

    @Test
    void whatIsNoEventIsRefused() {
        for (String text : List.of("[]", "{}", "{\"type\":\"Unknown\",\"at\":\"2030-01-01T00:00:00Z\"}", "{", "")) {
            assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> HistoryJson.read(text));
        }
    }
}
