package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.Set;

final class VisibilityRule extends BasicRule {
    private static final Set<String> KNOWN = Set.of("important", "advanced", "internal");

    VisibilityRule() {
        super(
                "visibility-values",
                SeverityByProfile.WARNING,
                DocPage.EXTENSIONS,
                "x-ms-visibility is important, advanced or internal.",
                "Another value is no visibility, so that what should be hidden is shown.",
                "Write \"important\", \"advanced\" or \"internal\", or leave it out.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        ExtensionPosition.all(document).forEach((holder, place) -> {
            Value visibility = holder.get("x-ms-visibility");
            if (visibility.exists() && !KNOWN.contains(visibility.text())) {
                reporter.report(
                        place == ExtensionPosition.OPERATION ? SeverityByProfile.ERROR : SeverityByProfile.WARNING,
                        visibility,
                        "x-ms-visibility " + visibility.node() + " is not important, advanced or internal.",
                        Spelling.fix(visibility.text(), KNOWN, fix()));
            }
        });
    }
}
