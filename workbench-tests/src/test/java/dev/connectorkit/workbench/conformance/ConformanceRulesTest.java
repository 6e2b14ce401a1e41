package dev.connectorkit.workbench.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.workbench.conformance.SoundConnector.Fault;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule has a connector that departs from this rule alone. */
class ConformanceRulesTest {

    private static final Map<String, Claims> CLAIMS = Map.of(
            "OrderCreated",
            new Claims(Map.of(), Map.of("region", TextNode.valueOf("nowhere")), true, ""),
            "OrderCake",
            new Claims(Map.of("flavour", TextNode.valueOf("burnt")), Map.of(), false, "Idempotency-Key"));
    private static final Patience SHORT = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(1));
    private static final Set<String> OPERATIONS =
            Set.of("NewOrders", "OrderCreated", "OrderCake", "AddNote", "ListNotes", "StartJob", "InvokeMCP");

    /** The rule that each fault breaks, and the operation at which it does. */
    private static final Map<String, Map<String, Fault>> BROKEN = broken();

    private static final Map<String, Future<ConformanceReport>> REPORTS = new ConcurrentHashMap<>();
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(24);

    private static Map<String, Map<String, Fault>> broken() {
        Map<String, Map<String, Fault>> broken = new LinkedHashMap<>();
        broken.put(
                "NewOrders",
                Map.ofEntries(
                        Map.entry("POLL-01", Fault.FIRST_POLL_IS_204),
                        Map.entry("POLL-02", Fault.RELATIVE_POLL_LOCATION),
                        Map.entry("POLL-03", Fault.LOST_PREFIX),
                        Map.entry("POLL-04", Fault.LONG_LOCATION),
                        Map.entry("POLL-05", Fault.FRACTION_OF_A_SECOND),
                        Map.entry("POLL-06", Fault.EMPTY_BATCH),
                        Map.entry("POLL-07", Fault.LAST_ITEM_FOR_EVER),
                        Map.entry("POLL-08", Fault.CONSUMED_BY_A_POLL),
                        Map.entry("POLL-09", Fault.OVERLAPPING_PAGES),
                        Map.entry("POLL-11", Fault.SLOW_DRAIN),
                        Map.entry("POLL-12", Fault.STATE_MAKES_500),
                        Map.entry("POLL-10", Fault.ONE_ITEM_A_TIMESTAMP),
                        Map.entry("POLL-13", Fault.UNKNOWN_STATE_WITHOUT_MESSAGE),
                        Map.entry("POLL-14", Fault.FORGETS_STATES),
                        Map.entry("POLL-16", Fault.CONSUMED_BY_TEN_POLLS),
                        Map.entry("POLL-20", Fault.SLOW_FIRST_POLL),
                        Map.entry("POLL-15", Fault.SHARED_CURSOR),
                        Map.entry("POLL-17", Fault.ITEM_OF_OTHER_TYPE),
                        Map.entry("POLL-18", Fault.POLL_IS_TEXT),
                        Map.entry("POLL-19", Fault.ONLY_FOR_ENGINES)));
        broken.put(
                "OrderCreated",
                Map.ofEntries(
                        Map.entry("HOOK-01", Fault.SUBSCRIBE_IS_200),
                        Map.entry("HOOK-02", Fault.DELETE_WANTS_HEADERS),
                        Map.entry("HOOK-03", Fault.SECOND_DELETE_IS_500),
                        Map.entry("HOOK-04", Fault.UNKNOWN_DELETE_IS_500),
                        Map.entry("HOOK-05", Fault.NO_DEDUPLICATION),
                        Map.entry("HOOK-06", Fault.DELETE_DELETES_ALL),
                        Map.entry("HOOK-07", Fault.CALLBACK_IS_TEXT),
                        Map.entry("HOOK-08", Fault.CALLBACK_URL_IS_DECODED),
                        Map.entry("HOOK-09", Fault.DELETE_DELETES_NOTHING),
                        Map.entry("HOOK-10", Fault.NO_RETRY),
                        Map.entry("HOOK-11", Fault.RETRY_STORM),
                        Map.entry("HOOK-12", Fault.FOLLOWS_REDIRECTS),
                        Map.entry("HOOK-13", Fault.ONE_BY_ONE),
                        Map.entry("HOOK-14", Fault.FORGETS_DELIVERIES),
                        Map.entry("HOOK-17", Fault.IGNORES_FILTERS),
                        Map.entry("HOOK-18", Fault.UNORDERED),
                        Map.entry("SEC-02", Fault.ERROR_ECHOES_SIGNATURE),
                        Map.entry("HOOK-15", Fault.CALLS_METADATA),
                        Map.entry("HOOK-16", Fault.UNNAMED_CALLBACK_URL),
                        Map.entry("HOOK-19", Fault.ECHOES_SIGNATURE)));
        broken.put(
                "OrderCake",
                Map.ofEntries(
                        Map.entry("ASYNC-01", Fault.RELATIVE_STATUS),
                        Map.entry("ASYNC-02", Fault.STATUS_COMES_LATE),
                        Map.entry("ASYNC-03", Fault.STATUS_WITHOUT_RETRY_AFTER),
                        Map.entry("ASYNC-04", Fault.RESULT_IS_READ_ONCE),
                        Map.entry("ASYNC-05", Fault.FAILURE_IS_200),
                        Map.entry("ASYNC-07", Fault.FORGETS_KEYS),
                        Map.entry("ASYNC-08", Fault.LATE_KEYS),
                        Map.entry("ASYNC-09", Fault.FORGETS_CAKES),
                        Map.entry("ASYNC-06", Fault.EVERY_OPERATION_IS_KNOWN),
                        Map.entry("ASYNC-10", Fault.RESULT_IS_A_REDIRECT),
                        Map.entry("DYN-01", Fault.MENU_WITHOUT_TITLES),
                        Map.entry("DYN-02", Fault.SCHEMA_WITH_REFERENCE)));
        broken.put(
                "AddNote",
                Map.ofEntries(
                        Map.entry("ACT-01", Fault.NOTE_OF_OTHER_TYPE),
                        Map.entry("ACT-02", Fault.MISSING_IS_ACCEPTED),
                        Map.entry("ACT-03", Fault.WRONG_TYPE_MAKES_500),
                        Map.entry("ACT-04", Fault.OPEN_TO_ALL),
                        Map.entry("ACT-05", Fault.THROTTLED_WITHOUT_RETRY_AFTER),
                        Map.entry("DYN-03", Fault.TEST_WITHOUT_CREDENTIALS),
                        Map.entry("ACT-06", Fault.ERROR_IS_TEXT),
                        Map.entry("SEC-01", Fault.STACK_TRACE)));
        broken.put(
                "InvokeMCP",
                Map.of(
                        "MCP-01", Fault.MCP_WITHOUT_TOOLS,
                        "MCP-02", Fault.MCP_SCHEMA_WITH_REFERENCE,
                        "MCP-03", Fault.MCP_UNKNOWN_TOOL_IS_500,
                        "MCP-04", Fault.MCP_FOR_ANY_PAGE,
                        "MCP-05", Fault.MCP_WITH_HANDSHAKE_ONLY,
                        "MCP-06", Fault.MCP_GET_IS_JSON));
        broken.put("ListNotes", Map.of("PAGE-01", Fault.PAGES_OVERLAP));
        broken.put(
                "StartJob",
                Map.of(
                        "DF-01", Fault.JOB_RELATIVE_LINK,
                        "DF-02", Fault.JOB_WITHOUT_STATUS,
                        "DF-03", Fault.JOB_EVENT_IS_200,
                        "DF-04", Fault.JOB_UNKNOWN_IS_202,
                        "DF-05", Fault.JOB_ENDED_IS_202,
                        "DF-06", Fault.JOB_TAKES_ANY_EVENT,
                        "DF-07", Fault.JOB_ENDS_AS_COMPLETED,
                        "DF-08", Fault.JOB_WITHOUT_HISTORY));
        return broken;
    }

    @BeforeAll
    static void begin() {
        BROKEN.forEach((operation, faults) ->
                faults.forEach((rule, fault) -> REPORTS.put(rule, THREADS.submit(() -> report(fault, operation)))));
    }

    @AfterAll
    static void end() {
        THREADS.shutdownNow();
    }

    private static ConformanceReport report(Fault fault, String operation) {
        Set<String> skipped = new HashSet<>(OPERATIONS);
        skipped.remove(operation);
        try (SoundConnector connector = new SoundConnector(fault);
                WorkflowEngine engine = connector.engine()) {
            return Conformance.builder(engine)
                    .level(Level.PROTOCOL)
                    .fire(connector::fire)
                    .restart(connector::restart)
                    .file(new WorkbenchFile(Map.of(), skipped, List.of(), CLAIMS))
                    .patience(
                            fault == Fault.SLOW_FIRST_POLL
                                    ? new Patience(SHORT.longest(), SHORT.grace(), Duration.ofMillis(300))
                                    : SHORT)
                    .build()
                    .run();
        }
    }

    static Stream<String> rules() {
        return Conformance.rules().stream().map(ConformanceRule::id);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_connector_that_departs_from_one_rule_fails_this_rule_alone_with_evidence(String rule) throws Exception {
        assertThat(REPORTS).as("a broken connector for each rule").containsKey(rule);
        ConformanceReport report = REPORTS.get(rule).get();
        Map<String, String> failed = report.results().stream()
                .filter(result -> result.status() == Status.FAILED)
                .collect(Collectors.toMap(result -> result.rule().id(), Result::message, (a, b) -> a));
        assertThat(failed).as(report.toText()).containsOnlyKeys(rule);
        assertThat(report.results())
                .filteredOn(result -> result.status() == Status.FAILED)
                .allSatisfy(result -> assertThat(result.evidence()).isNotEmpty());
    }

    @Test
    void a_sound_connector_keeps_every_rule() {
        for (String operation : OPERATIONS) {
            ConformanceReport report = report(Fault.NONE, operation);
            assertThat(report.failures()).as(report.toText()).isEmpty();
            assertThat(report.warnings()).as(report.toText()).isEmpty();
            assertThat(report.results())
                    .as(report.toText())
                    .filteredOn(result ->
                            BROKEN.get(operation).containsKey(result.rule().id()))
                    .extracting(Result::status)
                    .containsOnly(Status.PASSED);
        }
    }
}
