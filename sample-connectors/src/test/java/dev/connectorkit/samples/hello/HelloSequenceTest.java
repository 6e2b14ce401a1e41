package dev.connectorkit.samples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.HistoryEvent;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.TypeRef;
import dev.connectorkit.orchestration.testing.OrchestrationTester;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HelloSequenceTest {

    private final OrchestrationTester tester;

    HelloSequenceTest() {
        Orchestrations orchestrations = Orchestrations.create();
        HelloSequence.register(orchestrations);
        tester = OrchestrationTester.of(orchestrations);
    }

    @Test
    void greets_the_cities_in_order() {
        String id = tester.start("E1_HelloSequence", null);

        assertThat(tester.output(id, new TypeRef<List<String>>() {}))
                .containsExactly("Hello Tokyo!", "Hello Seattle!", "Hello London!");
        assertThat(tester.activityCalls()).containsExactly("E1_SayHello", "E1_SayHello", "E1_SayHello");
    }

    @Test
    void each_greeting_is_in_the_history_before_the_next_city_is_called() {
        String id = tester.start("E1_HelloSequence", null);

        assertThat(tester.history(id).stream()
                        .filter(HistoryEvent.TaskScheduled.class::isInstance)
                        .map(HistoryEvent::payload))
                .containsExactly("\"Tokyo\"", "\"Seattle\"", "\"London\"");
        assertThat(tester.history(id).stream()
                        .filter(event -> event instanceof HistoryEvent.TaskScheduled
                                || event instanceof HistoryEvent.TaskCompleted)
                        .map(event -> event.getClass().getSimpleName()))
                .containsExactly(
                        "TaskScheduled",
                        "TaskCompleted",
                        "TaskScheduled",
                        "TaskCompleted",
                        "TaskScheduled",
                        "TaskCompleted");
    }

    @Test
    void takes_any_input_and_needs_none() {
        String id = tester.start("E1_HelloSequence", Map.of("anything", 1));

        assertThat(tester.output(id, new TypeRef<List<String>>() {})).hasSize(3);
    }
}
