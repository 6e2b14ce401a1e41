package dev.connectorkit.checker.rules;

import static java.util.Map.entry;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.Map;

final class FormatsRule extends BasicRule {

    /** The formats of Microsoft's schema for connector documents, and the types that have them. */
    private static final Map<String, String> OF_TYPE = Map.ofEntries(
            entry("int32", "integer"),
            entry("int64", "integer"),
            entry("float", "number"),
            entry("double", "number"),
            entry("byte", "string"),
            entry("binary", "string|file"),
            entry("date", "string"),
            entry("date-time", "string"),
            entry("password", "string"),
            entry("date-no-tz", "string"),
            entry("email", "string"),
            entry("html", "string"),
            entry("uri", "string"),
            entry("uuid", "string"));

    FormatsRule() {
        super(
                "formats",
                SeverityByProfile.WARNING,
                DocPage.VALIDATOR,
                "Every format is one that designers know.",
                "Designers choose an editor by it, and validators refuse an unknown one.",
                "Leave the format out.",
                "UnrecognizedTypeFormat");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value holder : TypedValues.all(document)) {
            Value format = holder.get("format");
            String type = OF_TYPE.get(format.text());
            if (format.exists() && type == null) {
                reporter.report(
                        format,
                        "Designers do not know the format " + format.node() + ".",
                        Spelling.fix(format.text(), OF_TYPE.keySet(), fix()));
            } else if (type != null && !holder.text("type").matches(type) && holder.has("type")) {
                reporter.report(
                        format,
                        "The format " + format.node() + " does not belong to the type "
                                + holder.get("type").node() + ".",
                        "Correct the type, or leave the format out.");
            }
        }
    }
}
