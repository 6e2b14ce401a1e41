package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.Document;
import dev.connectorkit.checker.Grade;
import dev.connectorkit.checker.Reporter;
import dev.connectorkit.checker.Value;
import java.util.Set;

final class VisibilityRule extends BasicRule {
    private static final Set<String> KNOWN = Set.of("important", "advanced", "internal");

    VisibilityRule() {
        super(
                "visibility-values",
                Grade.WARNING,
                Manual.EXTENSIONS,
                "x-ms-visibility is important, advanced or internal.",
                "Write \"important\", \"advanced\" or \"internal\", or leave it out.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Place.all(document).forEach((holder, place) -> {
            Value visibility = holder.get("x-ms-visibility");
            if (visibility.exists() && !KNOWN.contains(visibility.text())) {
                reporter.report(
                        place == Place.OPERATION ? Grade.ERROR : Grade.WARNING,
                        visibility,
                        "x-ms-visibility " + visibility.node() + " is not important, advanced or internal.",
                        Spelling.fix(visibility.text(), KNOWN, fix()));
            }
        });
    }
}
