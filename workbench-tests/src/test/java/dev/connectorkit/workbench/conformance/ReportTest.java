package dev.connectorkit.workbench.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.test.WorkflowEngine;
import dev.connectorkit.workbench.conformance.SoundConnector.Fault;
import java.io.StringReader;
import java.time.Duration;
import java.time.LocalDate;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class ReportTest {

    private static final String ONLY_POLLS = "skip: [OrderCreated, OrderCake, AddNote]\n";
    private static final String BYPASS =
            ONLY_POLLS + "bypass: [{rule: POLL-01, operation: NewOrders, reason: Ticket 4711, until: 2030-01-31}]";

    private static ConformanceReport report(Fault fault, Level level, String file, LocalDate today) {
        try (SoundConnector connector = new SoundConnector(fault);
                WorkflowEngine engine = connector.engine()) {
            return Conformance.builder(engine)
                    .level(level)
                    .file(WorkbenchFile.read(file))
                    .today(today)
                    .patience(new Patience(Duration.ofSeconds(5), Duration.ofMillis(100)))
                    .build()
                    .run();
        }
    }

    private static ConformanceReport report(Fault fault, Level level, String file) {
        return report(fault, level, file, LocalDate.of(2030, 1, 31));
    }

    @Test
    void an_error_fails_the_report_and_shows_the_exchange() {
        ConformanceReport report = report(Fault.FIRST_POLL_IS_204, Level.PROTOCOL, ONLY_POLLS);
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.toText()).contains("FAIL     POLL-01", "was answered with 204", "/api/poll");
    }

    @Test
    void a_warning_fails_the_report_from_strict_on() {
        assertThat(report(Fault.FRACTION_OF_A_SECOND, Level.PROTOCOL, ONLY_POLLS)
                        .failures())
                .isEmpty();
        assertThat(report(Fault.FRACTION_OF_A_SECOND, Level.STRICT, ONLY_POLLS).failures())
                .extracting(result -> result.rule().id())
                .containsExactly("POLL-05");
    }

    @Test
    void the_level_designer_sends_nothing() {
        ConformanceReport report = report(Fault.FIRST_POLL_IS_204, Level.DESIGNER, ONLY_POLLS);
        assertThat(report.results()).isEmpty();
    }

    @Test
    void rules_that_need_events_are_skipped_without_them_and_say_so() {
        assertThat(report(Fault.NONE, Level.PROTOCOL, ONLY_POLLS).toText())
                .contains("skip     POLL-09", "It needs events; give a command that makes one");
    }

    @Test
    void a_departure_is_accepted_until_its_day_with_the_reason() {
        ConformanceReport accepted = report(Fault.FIRST_POLL_IS_204, Level.PROTOCOL, BYPASS);
        assertThat(accepted.failures()).isEmpty();
        assertThat(accepted.toText()).contains("bypassed POLL-01", "accepted until 2030-01-31: Ticket 4711");
        ConformanceReport late = report(Fault.FIRST_POLL_IS_204, Level.PROTOCOL, BYPASS, LocalDate.of(2030, 2, 1));
        assertThat(late.failures()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "skip: [[A]] | skip[0] | [\"A\"]",
                "skip: [A, {a: 1}] | skip[1] | {\"a\":1}",
                "skip: [null] | skip[0] | null",
                "skip: [7] | skip[0] | 7",
                "skip: [' '] | skip[0] | \" \"",
                "bypass: [{rule: X, operation: [A], reason: r, until: 2030-01-01}] | bypass[0].operation | [\"A\"]",
                "bypass: [{rule: X, operation: , reason: r, until: 2030-01-01}] | bypass[0].operation | null",
                "bypass: [{rule: {a: 1}, reason: r, until: 2030-01-01}] | bypass[0].rule | {\"a\":1}",
                "bypass: [{rule: X, reason: true, until: 2030-01-01}] | bypass[0].reason | true",
                "claims: {A: {idempotencyKey: [x]}} | claims.A.idempotencyKey | [\"x\"]",
            })
    void an_entry_of_the_file_that_must_be_a_text_takes_nothing_else(String yaml, String place, String value) {
        assertThatThrownBy(() -> WorkbenchFile.read(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(place + " in workbench.yml must be a text, but is " + value);
    }

    @Test
    void a_file_with_an_unknown_entry_or_without_a_reason_is_refused() {
        assertThatThrownBy(() -> WorkbenchFile.read("bypasses: []")).hasMessageContaining("unknown entry 'bypasses'");
        assertThatThrownBy(() -> WorkbenchFile.read("- skip")).hasMessageContaining("workbench.yml must be a mapping");
        assertThatThrownBy(() -> WorkbenchFile.read("skip: DeleteEverything"))
                .hasMessage("skip in workbench.yml must be a list, but is \"DeleteEverything\"");
        assertThatThrownBy(() -> WorkbenchFile.read("inputs: {OrderCake: plum}"))
                .hasMessage("OrderCake in workbench.yml must be a mapping, but is \"plum\"");
        assertThatThrownBy(() -> WorkbenchFile.read("claims: {OrderCake: {ordered: maybe}}"))
                .hasMessageContaining("ordered in workbench.yml must be true or false");
        assertThatThrownBy(() -> WorkbenchFile.read("claims: {OrderCake: {failing: [plum]}}"))
                .hasMessageContaining("failing in workbench.yml must be a mapping");
        assertThatThrownBy(
                        () -> WorkbenchFile.read("bypass: [{rule: A-1, operations: X, reason: r, until: 2030-01-01}]"))
                .hasMessageContaining("A bypass in workbench.yml has an unknown entry 'operations'");
        assertThat(WorkbenchFile.read("skip:\nbypass:\n")).isEqualTo(WorkbenchFile.EMPTY);
        assertThatThrownBy(() -> WorkbenchFile.read("bypass: [{rule: POLL-01, until: 2030-01-01}]"))
                .hasMessage("A bypass needs a rule and a reason");
        assertThatThrownBy(() -> WorkbenchFile.read("bypass: [{rule: POLL-01, reason: x}]"))
                .hasMessageContaining("needs 'until'");
    }

    @Test
    void claims_are_read_by_operation_and_unknown_ones_are_refused() {
        Claims claims = WorkbenchFile.read(
                        "claims: {OrderCake: {failing: {flavour: burnt}, idempotencyKey: K, ordered: true}}")
                .claims()
                .get("OrderCake");
        assertThat(claims.failing().get("flavour").asText()).isEqualTo("burnt");
        assertThat(claims.idempotencyKey()).isEqualTo("K");
        assertThat(claims.ordered()).isTrue();
        assertThat(claims.excluding()).isEmpty();
        assertThatThrownBy(() -> WorkbenchFile.read("claims: {OrderCake: {fails: {}}}"))
                .hasMessageContaining("unknown entry 'fails'");
    }

    @Test
    void the_machine_readable_forms_have_each_departure() throws Exception {
        ConformanceReport report = report(Fault.FIRST_POLL_IS_204, Level.PROTOCOL, ONLY_POLLS);
        var junit = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(report.toJUnit())));
        assertThat(junit.getElementsByTagName("failure")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("message")
                        .getNodeValue())
                .isEqualTo("The first poll was answered with 204");
        JsonNode sarif = new ObjectMapper().readTree(report.toSarif());
        assertThat(sarif.at("/version").asText()).isEqualTo("2.1.0");
        assertThat(sarif.at("/runs/0/results").findValuesAsText("ruleId")).contains("POLL-01");
        assertThat(report.toMarkdown()).contains(" failed\n", "| FAIL | POLL-01 | ");
        assertThat(report.toHtml())
                .startsWith("<!doctype html>")
                .contains("The first poll was answered with 204")
                .doesNotContain("src=", "href=");
    }
}
