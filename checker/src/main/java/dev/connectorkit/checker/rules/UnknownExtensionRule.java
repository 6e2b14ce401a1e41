package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.Document;
import dev.connectorkit.checker.Grade;
import dev.connectorkit.checker.Reporter;

final class UnknownExtensionRule extends BasicRule {

    UnknownExtensionRule() {
        super(
                "unknown-x-ms",
                Grade.WARNING,
                Manual.EXTENSIONS,
                "Every x-ms- extension is one that designers know.",
                "Remove it, or name it without \"ms\".");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Place.all(document)
                .forEach((holder, place) -> holder.children().stream()
                        .filter(child -> child.key().startsWith("x-ms-")
                                && !Place.known().contains(child.key()))
                        .forEach(child -> reporter.report(
                                child,
                                "\"" + child.key() + "\" is not a known extension.",
                                Spelling.fix(child.key(), Place.known(), fix()))));
    }
}
