package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.Document;
import dev.connectorkit.checker.Grade;
import dev.connectorkit.checker.Reporter;

final class SizeRule extends BasicRule {
    private static final int LIMIT = 1 << 20;
    private static final int NEAR = LIMIT / 5 * 4;

    SizeRule() {
        super(
                "size-1mb",
                Grade.ERROR,
                Manual.LIMITS,
                "The file is smaller than 1 MB.",
                "Split the connector, or move repeated schemas to definitions.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        int size = document.size();
        if (size >= NEAR) {
            boolean over = size >= LIMIT;
            reporter.report(
                    over ? Grade.ERROR : Grade.WARNING,
                    document.root(),
                    "The file has " + size + " bytes; it must stay below " + LIMIT + ".");
        }
    }
}
