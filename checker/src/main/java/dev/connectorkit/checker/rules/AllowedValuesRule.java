package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

final class AllowedValuesRule extends BasicRule {

    private static final Set<String> SIMPLE = Set.of("string", "number", "integer", "boolean", "array");
    private static final Set<String> FORMATS = Set.of("csv", "ssv", "tsv", "pipes");

    AllowedValuesRule() {
        super(
                "allowed-values",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "Types and collection formats are those of Swagger 2.0 that connectors support.",
                "Designers leave out what has a type that they do not know, and the import refuses unknown collection formats.",
                "Write one of the values that are allowed here.",
                "JsonValueNotInEnum",
                "CollectionFormatValueNotSupported",
                "SwaggerKeywordNotSupported");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value value : TypedValues.simple(document)) {
            boolean parameter = value.has("in");
            boolean known = SIMPLE.contains(value.text("type"))
                    || (parameter && value.text("type").equals("file"));
            if (value.get("type").node().isTextual() && !known) {
                reportType(value, SIMPLE, reporter);
            }
            checkCollection(value, reporter);
        }
        Set<String> types = new TreeSet<>(SIMPLE);
        types.addAll(Set.of("object", "file", "null"));
        for (Value schema : document.schemas().all()) {
            List<Value> given =
                    schema.get("type").node().isArray() ? schema.get("type").children() : List.of(schema.get("type"));
            for (Value type : given) {
                if (type.node().isTextual() && !types.contains(type.text())) {
                    reportType(schema, types, reporter);
                }
            }
            checkCollection(schema, reporter);
        }
    }

    private void reportType(Value value, Set<String> types, Reporter reporter) {
        Value type = value.get("type");
        reporter.report(
                type,
                "There is no type " + type.node() + " here, so designers leave out what has it.",
                Spelling.fix(type.text(), types, "Write one of " + String.join(", ", new TreeSet<>(types)) + "."));
    }

    private static void checkCollection(Value value, Reporter reporter) {
        Value format = value.get("collectionFormat");
        if (format.node().isTextual() && !FORMATS.contains(format.text())) {
            reporter.report(
                    format,
                    "Connectors do not support the collectionFormat " + format.node() + ".",
                    "Write \"csv\", and let the service read a comma-separated list.");
        }
        if (value.is("uniqueItems")) {
            reporter.report(
                    SeverityByProfile.WARNING,
                    value.get("uniqueItems"),
                    "Connectors do not support uniqueItems.",
                    "Remove it, and say so in the description.");
        }
    }
}
