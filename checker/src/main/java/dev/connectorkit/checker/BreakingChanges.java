package dev.connectorkit.checker;

import dev.connectorkit.checker.rules.Rules;
import dev.connectorkit.designer.document.Source;

/** Compares two versions of a document: what would break the flows that people have built on the first. */
public final class BreakingChanges {

    private BreakingChanges() {}

    /**
     * Returns the breaking changes from one version to the next, as findings; those that speak of something removed point into the
     * old version, all others into the new one.
     */
    public static Report between(Source before, Source after) {
        return Checker.builder()
                .rules(Rules.comparing())
                .previous(before)
                .build()
                .check(after);
    }
}
