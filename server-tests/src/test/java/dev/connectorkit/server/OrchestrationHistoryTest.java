package dev.connectorkit.server;

import static dev.connectorkit.server.DurableApi.PREFIX;
import static dev.connectorkit.server.EventServer.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.orchestration.StartOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shape of histories. */
class OrchestrationHistoryTest {

    private static final Path GOLDEN = Path.of("src/test/resources/orchestration");

    private final ObjectMapper json = new ObjectMapper();
    private final DurableApi api = new DurableApi();

    @AfterEach
    void stop() {
        api.close();
    }

    private JsonNode history(String id, String query) throws IOException {
        String body = api.request()
                .get(PREFIX + "/instances/" + id + "?showHistory=true" + query)
                .asString();
        JsonNode history = json.readTree(body).path("historyEvents");
        for (JsonNode row : history) {
            stabilize((ObjectNode) row);
        }
        return history;
    }

    /** Leaves out what differs from run to run. */
    private static void stabilize(ObjectNode row) {
        if (row.path("EventType").asText().equals("SubOrchestrationInstanceCreated")) {
            row.put("InstanceId", "(generated)");
        }
        if (row.has("Details")) {
            assertThat(row.path("Details").asText()).contains("\tat ");
            row.put("Details", "(stack trace)");
        }
    }

    private static void assertGolden(String file, JsonNode actual) throws IOException {
        Path path = GOLDEN.resolve(file);
        String text = actual.toPrettyString() + "\n";
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(path, text);
        }
        assertThat(text).isEqualTo(Files.readString(path));
    }

    private String everything() throws Exception {
        String id = api.started("Everything", "\"Tokyo\"");
        soon().untilAsserted(() -> assertThat(history(id, "").size()).isEqualTo(10));
        api.client().suspend(id, "lunch");
        api.client().resume(id, null);
        api.client().raiseEvent(id, "Unasked", 1);
        api.client().raiseEvent(id, "End", "bye ");
        api.awaitEnd(id);
        return id;
    }

    @ParameterizedTest
    @CsvSource({
        "'', history.json",
        "&showHistoryOutput=true, history-output.json",
        "&showInput=false, history-no-input.json"
    })
    void answers_carry_what_was_asked_and_what_is_open_has_a_row(String query, String golden) throws Exception {
        assertGolden(golden, history(everything(), query));
    }

    @Test
    void the_example_of_the_documentation_looks_as_it_does_there() throws Exception {
        String id = api.ended("Greet", "\"Tokyo\"", StartOptions.withId("hello"));
        assertThat(history(id, "&showHistoryOutput=true&showInput=false")).isEqualTo(json.readTree("""
                                [ {"EventType": "ExecutionStarted", "FunctionName": "Greet",
                                   "Timestamp": "2026-11-21T03:44:00.123Z"},
                                  {"EventType": "TaskCompleted", "FunctionName": "SayHello", "Result": "Hello Tokyo!",
                                   "ScheduledTime": "2026-11-21T03:44:00.123Z", "Timestamp": "2026-11-21T03:44:00.123Z"},
                                  {"EventType": "ExecutionCompleted", "OrchestrationStatus": "Completed",
                                   "Result": "Hello Tokyo!", "Timestamp": "2026-11-21T03:44:00.123Z"} ]
                                """));
    }

    @Test
    void the_end_from_outside_has_its_reason_and_a_rewound_failure_its_own() throws Exception {
        String ended = api.started("Wait", "1");
        api.client().terminate(ended, "enough");
        api.awaitEnd(ended);
        assertGolden("history-terminated.json", history(ended, "&showHistoryOutput=true"));

        String rewound = api.ended("Fragile", "\"x\"");
        assertGolden("history-failed.json", history(rewound, "&showHistoryOutput=true"));
        api.fragile.set(false);
        api.client().rewind(rewound, "mended");
        soon().untilAsserted(() ->
                api.request().get(PREFIX + "/instances/" + rewound).then().body("runtimeStatus", equalTo("Completed")));
        assertGolden("history-rewound.json", history(rewound, ""));
    }

    @Test
    void there_is_none_unless_it_is_asked_for() throws Exception {
        String id = api.ended("Echo", "1");
        String plain = api.request()
                .get(PREFIX + "/instances/" + id + "?showHistoryOutput=true")
                .asString();
        assertThat(plain).doesNotContain("historyEvents");
        assertThat(api.client().waitForCompletion(id, Duration.ofMinutes(2)).output())
                .isEqualTo("1");
    }
}
