package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Document;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import java.util.Set;
import java.util.stream.Stream;

final class FormatsRule extends BasicRule {

    /** The formats of Microsoft's schema for connector documents. */
    private static final Set<String> KNOWN = Set.of(
            "int32",
            "int64",
            "float",
            "double",
            "byte",
            "binary",
            "date",
            "date-time",
            "password",
            "date-no-tz",
            "email",
            "html",
            "uri",
            "uuid");

    FormatsRule() {
        super(
                "formats",
                SeverityByProfile.WARNING,
                DocPage.VALIDATOR,
                "Every format is one that designers know.",
                "Leave the format out.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Stream.concat(document.parameters().stream(), document.schemas().all().stream())
                .map(holder -> holder.get("format"))
                .filter(format -> format.exists() && !KNOWN.contains(format.text()))
                .forEach(format -> reporter.report(
                        format,
                        "Designers do not know the format " + format.node() + ".",
                        Spelling.fix(format.text(), KNOWN, fix())));
    }
}
