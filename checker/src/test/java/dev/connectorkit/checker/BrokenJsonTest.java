package dev.connectorkit.checker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.checker.model.Finding;
import dev.connectorkit.designer.document.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Text that is not JSON is reported at its place, and the part that can be read is checked all the same. */
class BrokenJsonTest {

    private static final String CLEAN = Cases.clean().toPrettyString();

    @Test
    void a_comment_is_reported_and_the_rest_is_checked() {
        Report report = check("{\n  \"swagger\": \"2.0\", // the version\n  /* more */ \"host\": \"localhost\"\n}");
        assertThat(broken(report))
                .containsExactly("2:21 Comments are not allowed in JSON.", "3:3 Comments are not allowed in JSON.");
        assertThat(report.findings()).extracting(Finding::ruleId).contains("host");
        assertThat(report.exitCode()).isOne();
    }

    @Test
    void a_trailing_comma_is_reported_where_it_stands() {
        Report report = check("{\n  \"schemes\": [\"https\", ],\n  \"paths\": {}, // all\n}");
        assertThat(broken(report))
                .containsExactly(
                        "2:22 A trailing comma before ']' is not allowed in JSON.",
                        "3:14 A trailing comma before '}' is not allowed in JSON.",
                        "3:16 Comments are not allowed in JSON.");
        assertThat(report.exitCode()).isOne();
    }

    @Test
    void what_looks_like_a_slip_within_a_text_is_none() {
        assertThat(broken(check("{\"a\": \"x // y, ]\", \"b\": \"\\\" /* ,}\"}")))
                .isEmpty();
    }

    @Test
    void a_bracket_that_closes_nothing_is_reported_without_words_of_the_parser() {
        for (String text : List.of("{\n  \"paths\": {]\n}", "{\n  \"paths\": [}\n}", "{\n  \"paths\": {\n")) {
            Report report = check(text);
            assertThat(broken(report)).singleElement().asString().contains("Not valid JSON: Unexpected ");
            assertThat(report.toText(false) + report.toJson() + report.toSarif())
                    .doesNotContain("Source", "REDACTED", "StreamRead", "start marker");
        }
        assertThat(broken(check("{\n  \"paths\": [}\n}")))
                .containsExactly("2:13 Not valid JSON: Unexpected close marker '}': expected ']'.");
    }

    @Test
    void control_characters_are_named_and_never_sent_to_a_terminal() {
        String red = "\u001B[31m";
        for (String text : List.of(red, "{" + red, "{\"a\": \"" + red + "\"}", "{\"a\": t" + red + "}")) {
            Report report = check(text);
            assertThat(broken(report)).singleElement().asString().contains("Not valid JSON: ");
            assertThat(report.toText(false)).contains("U+001B").doesNotContain("\u001B");
        }
        assertThat(check("{\"host\": \"a \\u001B[31m\\u009B\", \"paths\": {\"/\\u001B\": 5}}")
                        .toText(false))
                .contains("The host \"a U+001B[31mU+009B\"", "a.json: /U+001B")
                .doesNotContain("\u001B", "\u009B");
    }

    @Test
    void a_byte_order_mark_is_tolerated() {
        byte[] bytes = ("\uFEFF" + CLEAN).getBytes(StandardCharsets.UTF_8);
        assertThat(Checker.builder().build().check(Source.of("a.json", bytes)).findings())
                .isEmpty();
    }

    @Test
    void a_truncated_document_is_reported_at_its_end() {
        Report report = check("{\n  \"swagger\": \"2.0\",\n  \"paths\": {");
        assertThat(broken(report))
                .singleElement()
                .asString()
                .startsWith("3:13 Not valid JSON: Unexpected end-of-input");
        assertThat(report.exitCode()).isEqualTo(2);
    }

    @Test
    void a_truncated_text_is_reported() {
        Report report = check("{\n  \"swagger\": \"2.");
        assertThat(broken(report)).singleElement().asString().startsWith("2:").contains("Unexpected end-of-input");
        assertThat(report.exitCode()).isEqualTo(2);
    }

    @Test
    void a_missing_comma_is_reported_where_it_is_missed() {
        Report report = check("{\n  \"swagger\": \"2.0\"\n  \"host\": \"a.example\"\n}");
        assertThat(broken(report)).singleElement().asString().startsWith("3:3 Not valid JSON: Unexpected character");
        assertThat(report.exitCode()).isEqualTo(2);
    }

    @Test
    void a_key_that_stands_twice_is_reported_at_its_second_place() {
        Report report = check("{\n  \"host\": \"localhost\",\n  \"host\": \"a.example\"\n}");
        assertThat(broken(report)).containsExactly("3:3 The key 'host' is repeated here.");
        assertThat(report.findings()).extracting(Finding::ruleId).doesNotContain("host");
    }

    @Test
    void an_empty_file_is_reported() {
        for (String text : List.of("", "  \n ", "\uFEFF")) {
            Report report = check(text);
            assertThat(broken(report)).containsExactly("1:1 The file is empty.");
            assertThat(report.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void a_file_of_another_format_is_named() {
        Map<String, byte[]> files = Map.of(
                "The file is YAML, not JSON.", "# mine\nswagger: \"2.0\"\n".getBytes(StandardCharsets.UTF_8),
                "The file is HTML or XML, not JSON.", "<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8),
                "The file is a ZIP archive.", "PK\u0003\u0004 a.json".getBytes(StandardCharsets.UTF_8),
                "The file is compressed by gzip.", new byte[] {0x1f, (byte) 0x8b, 8, 0},
                "The file is not in UTF-8.", CLEAN.getBytes(StandardCharsets.UTF_16));
        files.forEach((message, bytes) -> {
            Report report = Checker.builder().build().check(Source.of("a.json", bytes));
            assertThat(broken(report)).anySatisfy(finding -> assertThat(finding).isEqualTo("1:1 " + message));
            assertThat(report.exitCode()).isEqualTo(2);
        });
    }

    @Test
    void a_file_of_very_many_comments_is_read_from_its_beginning_alone() {
        assertThat(broken(check("# a line\n".repeat(200_000) + "!"))).isNotEmpty();
        assertThat(broken(check("# a line\n".repeat(100) + "swagger: \"2.0\"")))
                .containsExactly("1:1 The file is YAML, not JSON.");
    }

    @Test
    void a_file_of_another_kind_has_no_finding_for_each_of_its_bytes() {
        assertThat(broken(check("\uFFFD".repeat(100_000)))).hasSizeBetween(1, 1_001);
        assertThat(broken(check("{\"a\": \"" + "\uFFFD".repeat(100_000) + "\"}")))
                .hasSizeBetween(1, 1_001);
    }

    @Test
    void a_number_beyond_all_bounds_is_compared_as_any_other() {
        ObjectNode document = Cases.clean();
        ((ObjectNode) document.path("paths").elements().next().elements().next())
                .putArray("parameters")
                .addObject()
                .put("name", "count")
                .put("in", "query")
                .put("type", "integer")
                .put("maximum", 5)
                .put("minimum", "1e999999999");
        String text = document.toPrettyString().replace("\"1e999999999\"", "1e999999999");
        assertThat(check(text).findings())
                .anySatisfy(finding -> assertThat(finding.message()).contains("minimum 1E+999999999 is greater"));
    }

    @Test
    void what_is_no_object_is_reported() {
        for (String text : List.of("[]", "\"swagger\"", "null", "2.0")) {
            Report report = check(text);
            assertThat(broken(report)).containsExactly("1:1 The document is not a JSON object.");
            assertThat(report.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void what_follows_the_document_is_reported() {
        assertThat(broken(check("{}\n{}"))).containsExactly("2:1 Something follows the end of the document.");
    }

    @Test
    void bytes_that_are_not_utf_8_are_reported() {
        byte[] latin = "{\n  \"host\": \"b\u00FCcher.example\"}".getBytes(StandardCharsets.ISO_8859_1);
        Report report = Checker.builder().build().check(Source.of("a.json", latin));
        assertThat(broken(report)).containsExactly("2:13 The file is not valid UTF-8 here.");
    }

    @Test
    void a_document_that_is_nested_without_end_is_reported() {
        Report report = check("{\"a\":".repeat(5000));
        assertThat(broken(report)).singleElement().asString().contains("The file exceeds a limit: ", "nesting depth");
        assertThat(report.findings().get(0).fix()).contains("at most 1,000 levels");
        assertThat(report.exitCode()).isEqualTo(2);
    }

    @Test
    void broken_files_beside_the_document_are_reported_too() {
        Report report = Checker.builder()
                .properties(new Source("apiProperties.json", "{"))
                .previous(new Source("old.json", "[]"))
                .build()
                .check(new Source("a.json", CLEAN));
        assertThat(report.findings())
                .extracting(finding -> finding.location().file() + " " + finding.ruleId())
                .containsExactly("apiProperties.json json-valid", "old.json json-valid");
        assertThat(report.exitCode()).as("there is nothing to compare with").isEqualTo(2);
    }

    @Test
    void broken_properties_are_a_finding_of_the_document() {
        Report report = Checker.builder()
                .properties(new Source("apiProperties.json", "{"))
                .build()
                .check(new Source("a.json", CLEAN));
        assertThat(report.exitCode()).isOne();
    }

    private static Report check(String text) {
        return Checker.builder().build().check(new Source("a.json", text));
    }

    private static List<String> broken(Report report) {
        return report.findings().stream()
                .filter(finding -> finding.ruleId().equals("json-valid"))
                .map(finding -> finding.line() + ":" + finding.column() + " " + finding.message())
                .toList();
    }
}
