package dev.connectorkit.workbench.conformance;

import dev.connectorkit.checker.Report;
import dev.connectorkit.checker.model.Severity;
import java.util.List;

/**
 * The results of a {@link Conformance}. Immutable.
 *
 * @param connector the connector's title
 * @param level the strictness
 * @param results the results of the rules, in the order of operations and rules
 * @param document the findings of the checker in the document
 */
public record ConformanceReport(String connector, Level level, List<Result> results, Report document) {

    /** Copies the results. */
    public ConformanceReport {
        results = List.copyOf(results);
    }

    /** Returns the results that fail the report. */
    public List<Result> failures() {
        return results.stream().filter(result -> result.fails(level)).toList();
    }

    /** Returns the departures that the level takes for warnings. */
    public List<Result> warnings() {
        return results.stream()
                .filter(result -> result.status() == Status.FAILED && !result.fails(level))
                .toList();
    }

    /** Returns the number of results with this status. */
    public long count(Status status) {
        return results.stream().filter(result -> result.status() == status).count();
    }

    /** Returns the numbers of results and findings as a line of text. */
    String counts() {
        return count(Status.PASSED) + " passed, " + failures().size() + " failed, "
                + warnings().size() + " warnings, "
                + count(Status.BYPASSED) + " bypassed, " + count(Status.SKIPPED) + " skipped; "
                + document.findings().size() + " findings in the document";
    }

    /** Reports whether the document fails the report. */
    public boolean isDocumentRefused() {
        long warnings = level == Level.STRICT ? document.count(Severity.WARNING) : 0;
        return document.count(Severity.ERROR) + warnings > 0;
    }

    /** Returns the exit code: 0 if nothing fails, else 1. */
    public int exitCode() {
        return failures().isEmpty() && !isDocumentRefused() ? 0 : 1;
    }

    /** Returns the report for people, as text. */
    public String toText() {
        return new TextForm(this).write();
    }

    /** Returns the report as JUnit XML: a suite for each operation, a case for each rule. */
    public String toJUnit() {
        return new JUnitForm(this).write();
    }

    /** Returns the report in SARIF 2.1.0. */
    public String toSarif() {
        return new SarifForm(this).write();
    }

    /** Returns the report as one HTML page that needs nothing else. */
    public String toHtml() {
        return new HtmlForm(this).write();
    }

    /** Returns the report in Markdown, for a comment at a pull request: the numbers, and a table of departures. */
    public String toMarkdown() {
        return new MarkdownForm(this).write();
    }
}
