package dev.connectorkit.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.checker.model.Finding;
import dev.connectorkit.checker.model.Severity;
import dev.connectorkit.designer.document.Source;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Source DOCUMENT = Cases.clean("""
            {"host": "localhost", "schemes": ["http"],
             "paths": {"/orders/{orderId}": {"get": {"operationId": "get_order", "summary": "Get and/or find"}}},
             "definitions": {"Order": {"properties": {"id": {"x-ms-sumary": "Order"}}}}}""");

    private static final Report REPORT = Checker.builder()
            .suppressions(
                    List.of(new Suppression("schemes-https", "", "no certificate yet", LocalDate.of(2027, 1, 31))))
            .today(LocalDate.of(2027, 1, 1))
            .build()
            .check(DOCUMENT);

    @Test
    void the_text_groups_findings_and_quotes_their_lines() {
        assertThat(REPORT.toText(false)).isEqualTo("""
                orders.json: document
                  13:3  error  The host "localhost" is your own machine, which an engine in the cloud cannot reach.  host
                      | "host" : "localhost",
                      = Name the public host, or one of a tunnel.

                orders.json: GET /orders/{orderId}
                  21:9  warning  The operationId "get_order" has characters that designers replace.  operation-id-form
                      | "operationId" : "get_order",
                      = Write it as in "GetOrder"; flows refer to it, so choose before you publish.
                  22:9  error  The summary has a '/'.  summary
                      | "summary" : "Get and/or find",
                      = Write "or" or "and" instead.

                orders.json: definitions Order
                  137:11  warning  "x-ms-sumary" is not a known extension.  unknown-x-ms
                      | "x-ms-sumary" : "Order"
                      = Did you mean "x-ms-summary"?

                orders.json: 2 errors, 2 warnings, 0 infos, 1 suppressed
                """);
    }

    @Test
    void the_text_is_coloured_where_that_is_wanted() {
        assertThat(REPORT.toText(true))
                .contains("\u001B[1;31merror\u001B[0m", "\u001B[33mwarning\u001B[0m", "\u001B[1;31m2 errors\u001B[0m");
        assertThat(REPORT.toText(true).replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(REPORT.toText(false));
    }

    @Test
    void the_json_is_the_golden_one() throws IOException {
        Cases.assertGolden("report.json", REPORT.toJson());
    }

    @Test
    void the_sarif_is_the_golden_one() throws IOException {
        Cases.assertGolden("report.sarif.json", REPORT.toSarif());
    }

    @Test
    void a_sarif_report_names_files_as_uris() {
        Report report = Checker.builder().build().check(new Source("a folder\\b%.json", "{"));
        assertThat(Cases.json(report.toSarif())
                        .at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("a%20folder/b%25.json");
    }

    @Test
    void a_long_line_is_quoted_around_the_finding() {
        String line = DOCUMENT.text().replaceAll("\\s*\\n\\s*", " ");
        Finding finding = Checker.builder()
                .build()
                .check(new Source("a.json", line))
                .findings()
                .get(0);
        assertThat(finding.ruleId()).isEqualTo("host");
        assertThat(finding.line()).isOne();
        assertThat(finding.location().quote()).hasSizeLessThan(130).contains("\"host\" : \"localhost\"");
    }

    @Test
    void infos_and_warnings_are_no_failure() {
        Report report = Checker.builder().build().check(Cases.clean("{\"schemes\": [\"http\"]}"));
        assertThat(report.count(Severity.WARNING)).isOne();
        assertThat(report.exitCode()).isZero();
    }
}
