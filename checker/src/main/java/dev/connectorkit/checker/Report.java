package dev.connectorkit.checker;

import dev.connectorkit.checker.model.Finding;
import dev.connectorkit.checker.model.Rule;
import dev.connectorkit.checker.model.Severity;
import dev.connectorkit.designer.document.Location;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The findings of a {@link Checker}. Immutable and thread-safe. */
public final class Report {

    private static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> finding.location().file())
            .thenComparingInt(Finding::line)
            .thenComparingInt(Finding::column)
            .thenComparing(Finding::severity)
            .thenComparing(Finding::ruleId)
            .thenComparing(Finding::message);

    /** An accepted finding with the reason. */
    public record Suppressed(Finding finding, Suppression by) {}

    private final String name;
    private final boolean readable;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Suppressed> suppressed = new ArrayList<>();
    private final List<Rule> rules;
    private @Nullable String previous;

    private Report(String name, boolean readable, List<Rule> rules) {
        this.name = name;
        this.readable = readable;
        this.rules = rules;
    }

    static Report of(
            String name,
            boolean readable,
            List<Finding> findings,
            List<Rule> rules,
            List<Suppression> suppressions,
            LocalDate today) {
        Report report = new Report(name, readable, rules);
        Set<Suppression> used = new HashSet<>();
        for (Finding finding : findings) {
            List<Suppression> covering =
                    suppressions.stream().filter(s -> s.covers(finding)).toList();
            used.addAll(covering);
            covering.stream()
                    .filter(suppression -> !suppression.isExpired(today))
                    .findFirst()
                    .ifPresentOrElse(
                            by -> report.suppressed.add(new Suppressed(finding, by)),
                            () -> report.findings.add(finding));
        }
        for (Suppression suppression : suppressions) {
            Location location = new Location(name, suppression.pointer(), 1, 1, "");
            if (suppression.isExpired(today)) {
                report.findings.add(new Finding(
                        "suppression-expired",
                        Severity.WARNING,
                        location,
                        "The suppression of " + suppression.rule() + " (" + suppression.reason() + ") ended on "
                                + suppression.until() + ".",
                        "Correct what it hid, or give it a new end."));
            } else if (!used.contains(suppression)) {
                report.findings.add(new Finding(
                        "suppression-unused",
                        Severity.INFO,
                        location,
                        "The suppression of " + suppression.rule() + " (" + suppression.reason()
                                + ") suppresses nothing.",
                        "Remove it."));
            }
        }
        report.findings.sort(ORDER);
        report.suppressed.sort(Comparator.comparing(Suppressed::finding, ORDER));
        return report;
    }

    /** Names the version that the document was compared with; for the checker, before it hands the report over. */
    Report comparedWith(String previous) {
        this.previous = previous;
        return this;
    }

    /** Returns the name of the document. */
    public String name() {
        return name;
    }

    /** Returns the name of the version that the document is compared with; empty if absent. */
    public Optional<String> previous() {
        return Optional.ofNullable(previous);
    }

    /** Returns the findings, in the order of files and lines. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Returns the findings that are suppressed. */
    public List<Suppressed> suppressed() {
        return List.copyOf(suppressed);
    }

    /** Counts the findings of this severity. */
    public long count(Severity severity) {
        return findings.stream().filter(f -> f.severity() == severity).count();
    }

    /**
     * Returns the exit code for a process that checked the document: 2 if it, or its previous version, cannot be read, 1 if it has
     * errors, else 0.
     */
    public int exitCode() {
        return readable ? count(Severity.ERROR) > 0 ? 1 : 0 : 2;
    }

    /**
     * Returns the report for people, grouped by operation, with the lines quoted.
     *
     * @param colour whether to use ANSI escape sequences
     */
    public String toText(boolean colour) {
        return new TextReport(this, colour).write();
    }

    /** Returns the report as one JSON object: {@code file}, {@code findings}, {@code suppressed} and the number of each severity. */
    public String toJson() {
        return JsonReport.write(this);
    }

    /** Returns the report in SARIF 2.1.0, which code hosts and editors read. */
    public String toSarif() {
        return new SarifReport(this).write();
    }

    List<Rule> rules() {
        return rules;
    }
}
