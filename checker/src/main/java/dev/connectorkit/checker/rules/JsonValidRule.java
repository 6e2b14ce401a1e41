package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;

final class JsonValidRule extends BasicRule {

    JsonValidRule() {
        super(
                "json-valid",
                SeverityByProfile.ERROR,
                DocPage.DEFINITION,
                "The file is strict JSON, with or without byte order mark.",
                "Importers are strict: a comment or a comma too many makes the whole file unreadable.",
                "Correct the text.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        document.slips().forEach(reporter::report);
        document.properties().ifPresent(properties -> properties.slips().forEach(reporter::report));
        document.previous().ifPresent(previous -> previous.slips().forEach(reporter::report));
    }
}
