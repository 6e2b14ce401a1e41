package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Document;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.checker.model.Value;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

final class PathCaseRule extends BasicRule {

    PathCaseRule() {
        super(
                "paths-case",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "No two paths differ only by case or by the names of their templates.",
                "Give one of the two another path.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Map<String, String> seen = new HashMap<>();
        for (Value path : document.paths()) {
            String form = path.key().toLowerCase(Locale.ROOT).replaceAll("\\{[^}]*}", "{}");
            String other = seen.putIfAbsent(form, path.key());
            if (other != null) {
                reporter.report(path, "The path differs from " + other + " only by case or by names of templates.");
            }
        }
    }
}
