package dev.connectorkit.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.connectorkit.designer.document.Source;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuppressionTest {

    private static final LocalDate TODAY = LocalDate.of(2027, 1, 31);

    /** One error, of the rule "summary", at /paths/~1orders~1{orderId}/get/summary. */
    private static final Source DOCUMENT =
            Cases.clean("{\"paths\": {\"/orders/{orderId}\": {\"get\": {\"summary\": \"Get and/or find\"}}}}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/paths/~1orders~1{orderId}",
                "/paths/~1orders~1{orderId}/get/summary",
                "/paths/*/get",
                "/paths/~1orders*/get/summary",
                "/**/summary"
            })
    void a_suppression_covers_what_it_points_to_and_all_within(String pointer) {
        Report report = check(suppression("summary", pointer, TODAY));
        assertThat(report.findings()).isEmpty();
        assertThat(report.suppressed()).singleElement().satisfies(suppressed -> {
            assertThat(suppressed.finding().ruleId()).isEqualTo("summary");
            assertThat(suppressed.by().reason()).isEqualTo("until the rewrite");
        });
        assertThat(report.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "summary,/paths/~1orders",
        "summary,/paths/*/summary",
        "summary,/paths/~1orders~1{orderId}/ge",
        "host,''"
    })
    void a_suppression_of_something_else_is_reported_as_unused(String rule, String pointer) {
        Report report = check(suppression(rule, pointer, TODAY));
        assertThat(report.findings())
                .extracting(finding -> finding.severity() + " " + finding.ruleId())
                .containsExactlyInAnyOrder("error summary", "info suppression-unused");
    }

    @Test
    void an_expired_suppression_suppresses_nothing_and_is_reported() {
        Report report = check(suppression("summary", "", TODAY.minusDays(1)));
        assertThat(report.findings())
                .extracting(finding -> finding.severity() + " " + finding.ruleId())
                .containsExactlyInAnyOrder("error summary", "warning suppression-expired");
        assertThat(report.findings().get(0).message())
                .isEqualTo("The suppression of summary (until the rewrite) ended on 2027-01-30.");
        assertThat(report.exitCode()).isOne();
    }

    @Test
    void suppressions_are_read_from_a_file() {
        assertThat(Suppressions.read("""
                {"suppressions": [
                  {"rule": "summary", "pointer": "/paths/*", "reason": "old", "until": "2027-06-30"},
                  {"rule": "host", "reason": "a tunnel", "until": "2027-07-01"}
                ]}"""))
                .containsExactly(
                        new Suppression("summary", "/paths/*", "old", LocalDate.of(2027, 6, 30)),
                        new Suppression("host", "", "a tunnel", LocalDate.of(2027, 7, 1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                                | no JSON: line 1, column 2: Unexpected end-of-input",
                "[]                                                               | array \"suppressions\"",
                "{'suppressions': [{'rule': 'host', 'until': '2027-01-01'}]}       | suppression 1: \"reason\" is missing",
                "{'suppressions': [{'rule': 'host', 'reason': 'x'}]}               | suppression 1: \"until\" is missing",
                "{'suppressions': [{'rule':'host','reason':'x','until':'soon'}]}   | suppression 1: write until as 2027-06-30",
                "{'suppressions': [{'rule':' ','reason':'x','until':'2027-01-01'}]} | names a rule and a reason",
                "{'suppressions': [{'rule':'a','reason':'x','until':'2027-01-01','pointer':'x'}]} | starts with '/'"
            },
            quoteCharacter = '`')
    void a_file_of_suppressions_that_cannot_be_read_says_why(String file, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Suppressions.read(file.replace('\'', '"')))
                .withMessageContaining(why);
    }

    private static Suppression suppression(String rule, String pointer, LocalDate until) {
        return new Suppression(rule, pointer, "until the rewrite", until);
    }

    private static Report check(Suppression suppression) {
        return Checker.builder()
                .suppressions(List.of(suppression))
                .today(TODAY)
                .build()
                .check(DOCUMENT);
    }
}
