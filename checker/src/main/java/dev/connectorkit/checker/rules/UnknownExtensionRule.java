package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;

final class UnknownExtensionRule extends BasicRule {

    UnknownExtensionRule() {
        super(
                "unknown-x-ms",
                SeverityByProfile.WARNING,
                DocPage.EXTENSIONS,
                "Every x-ms- extension is one that designers know.",
                "A misspelt extension is not read, and nobody says so.",
                "Remove it, or name it without \"ms\".");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        ExtensionPosition.all(document)
                .forEach((holder, place) -> holder.children().stream()
                        .filter(child -> child.key().startsWith("x-ms-")
                                && !ExtensionPosition.known().contains(child.key()))
                        .forEach(child -> reporter.report(
                                child,
                                "\"" + child.key() + "\" is not a known extension.",
                                Spelling.fix(child.key(), ExtensionPosition.known(), fix()))));
    }
}
