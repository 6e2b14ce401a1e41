package dev.connectorkit.checker.model;

import dev.connectorkit.designer.document.Location;
import dev.connectorkit.designer.document.SyntaxError;
import dev.connectorkit.designer.document.Value;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Takes the findings of one {@link Rule}. Not thread-safe. */
public final class Reporter {

    private final Rule rule;
    private final Set<CheckProfile> profiles;
    private final List<Finding> findings;

    /** @param findings where the findings are added */
    public Reporter(Rule rule, Set<CheckProfile> profiles, List<Finding> findings) {
        this.rule = rule;
        this.profiles = profiles;
        this.findings = findings;
    }

    /**
     * Reports with the rule's own grade and fix.
     *
     * @param at the culprit; a missing value stands for the next value around it
     */
    public void report(Value at, String message) {
        report(rule.grade(), at, message, rule.fix());
    }

    /** Reports with a fix for this very place. */
    public void report(Value at, String message, String fix) {
        report(rule.grade(), at, message, fix);
    }

    /** Reports more or less gravely than the rule does. */
    public void report(SeverityByProfile grade, Value at, String message) {
        report(grade, at, message, rule.fix());
    }

    /** Reports more or less gravely, and with a fix for this very place. */
    public void report(SeverityByProfile grade, Value at, String message, String fix) {
        report(grade, at.document().locate(at), message, fix);
    }

    /** Reports a place where a file is no JSON. */
    public void report(SyntaxError slip) {
        report(
                slip.harmless() ? SeverityByProfile.WARNING : SeverityByProfile.ERROR,
                slip.location(),
                slip.message(),
                slip.fix());
    }

    private void report(SeverityByProfile grade, Location at, String message, String fix) {
        profiles.stream()
                .map(grade::in)
                .filter(Objects::nonNull)
                .min(Severity::compareTo)
                .ifPresent(severity -> findings.add(new Finding(rule.id(), severity, at, message, fix)));
    }
}
