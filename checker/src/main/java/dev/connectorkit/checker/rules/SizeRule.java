package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;

final class SizeRule extends BasicRule {
    private static final int LIMIT = 1 << 20;
    private static final int NEAR = LIMIT / 5 * 4;

    SizeRule() {
        super(
                "size-1mb",
                SeverityByProfile.ERROR,
                DocPage.LIMITS,
                "The file is smaller than 1 MB.",
                "The import refuses larger files.",
                "Split the connector, or move repeated schemas to definitions.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        int size = document.size();
        if (size >= NEAR) {
            boolean over = size >= LIMIT;
            reporter.report(
                    over ? SeverityByProfile.ERROR : SeverityByProfile.WARNING,
                    document.root(),
                    "The file has " + size + " bytes; it must stay below " + LIMIT + ".");
        }
    }
}
