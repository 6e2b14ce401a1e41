package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

final class PathCaseRule extends BasicRule {

    PathCaseRule() {
        super(
                "paths-case",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "No two operations of one method have paths that differ only by case or by the names of their templates.",
                "Nothing decides which of the two a request is for.",
                "Give one of the two another path.",
                "PathRedefined",
                "DuplicateOperationPath");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Map<String, Value> exact = new HashMap<>();
        for (Value path : document.paths()) {
            Value other = exact.putIfAbsent(path.key().toLowerCase(Locale.ROOT), path);
            if (other != null && !share(document, other, path)) {
                reporter.report(
                        SeverityByProfile.WARNING, path, "The path differs from " + other.key() + " only by case.");
            }
        }
        Map<String, Value> seen = new HashMap<>();
        for (Operation operation : document.operations()) {
            Value path = operation.path();
            Value other = seen.putIfAbsent(operation.method() + " " + form(path), path);
            if (other != null) {
                reporter.report(
                        path, "The path differs from " + other.key() + " only by case or by names of templates.");
            }
        }
    }

    private static boolean share(Document document, Value one, Value other) {
        return document.operations().stream()
                .filter(operation -> operation.path().isSame(one))
                .anyMatch(operation -> other.has(operation.method()));
    }

    private static String form(Value path) {
        return path.key().toLowerCase(Locale.ROOT).replaceAll("\\{[^}]*}", "{}");
    }
}
