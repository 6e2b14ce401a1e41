package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;

final class SummaryRule extends BasicRule {
    private static final int LIMIT = 80;

    SummaryRule() {
        super(
                "summary",
                SeverityByProfile.ERROR,
                DocPage.STRINGS,
                "Every operation that people see has a summary of at most 80 characters, in plain words.",
                "It is the name of the operation in every list, and long or odd ones are cut.",
                "Write a short phrase, as in \"Get an order\".",
                "OperationSummaryTooLong",
                "RestrictedCharactersInSummary");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            Value summary = operation.value().get("summary");
            String text = summary.text();
            if (text.isBlank()) {
                if (!operation.isInternal()) {
                    reporter.report(summary, operation.title() + " has no summary, the name that people see.");
                }
                continue;
            }
            if (text.length() > LIMIT) {
                reporter.report(summary, "The summary has " + text.length() + " characters, and 80 are allowed.");
            }
            if (text.contains("/")) {
                reporter.report(summary, "The summary has a '/'.", "Write \"or\" or \"and\" instead.");
            } else if (text.matches(".*[\\\\<>*%&?].*")) {
                reporter.report(
                        SeverityByProfile.WARNING, summary, "The summary has one of the characters \\ < > * % & ?.");
            } else if (text.matches(".*[.!,;:]")) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        summary,
                        "The summary ends with punctuation.",
                        "Remove the last character.");
            } else if (!text.matches("[\\p{L}\\p{N} ()]*")) {
                reporter.report(
                        SeverityByProfile.INFO, summary, "The summary has more than letters, digits and parentheses.");
            }
        }
    }
}
