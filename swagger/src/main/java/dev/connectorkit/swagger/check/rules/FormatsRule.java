package dev.connectorkit.swagger.check.rules;

import dev.connectorkit.swagger.check.Document;
import dev.connectorkit.swagger.check.Grade;
import dev.connectorkit.swagger.check.Reporter;
import dev.connectorkit.swagger.internal.Formats;
import java.util.stream.Stream;

final class FormatsRule extends BasicRule {
    FormatsRule() {
        super(
                "formats",
                Grade.WARNING,
                Manual.VALIDATOR,
                "Every format is one that designers know.",
                "Leave the format out.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Stream.concat(document.parameters().stream(), document.schemas().all().stream())
                .map(holder -> holder.get("format"))
                .filter(format -> format.exists() && !Formats.KNOWN.contains(format.text()))
                .forEach(format -> reporter.report(
                        format,
                        "Designers do not know the format " + format.node() + ".",
                        Spelling.fix(format.text(), Formats.KNOWN, fix())));
    }
}
