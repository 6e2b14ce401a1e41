package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.List;

final class StructureRule extends BasicRule {
    private static final List<String> PLACES = List.of("path", "query", "header", "body", "formData");
    private static final String WRITE_IN = "Write \"in\" with path, query, header, body or formData.";

    StructureRule() {
        super(
                "structure",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "Everything has the JSON type that Swagger 2.0 gives it, and each parameter has a known position.",
                "A value of another JSON type stops the import, or is not read.",
                "Write what Swagger 2.0 expects here.",
                "JsonTypeIncorrect",
                "SecurityRequirementMustHaveValue");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        check(document.root(), SwaggerShape.DOCUMENT, reporter);
        document.previous()
                .filter(Document::isReadable)
                .ifPresent(previous -> check(previous.root(), SwaggerShape.DOCUMENT, reporter));
    }

    private static void check(Value value, SwaggerShape shape, Reporter reporter) {
        if (!shape.takes(value)) {
            reporter.report(
                    value,
                    name(value) + " is " + type(value) + ", not " + shape.title() + ".",
                    "Write " + shape.title() + ".");
            return;
        }
        if (shape == SwaggerShape.PARAMETER && !value.has("$ref")) {
            checkPlace(value, reporter);
        }
        if (shape != SwaggerShape.ANY) {
            value.children().forEach(part -> check(part, shape.of(part), reporter));
        }
    }

    private static void checkPlace(Value parameter, Reporter reporter) {
        Value in = parameter.get("in");
        if (!in.exists()) {
            reporter.report(parameter, "The parameter does not say where it is.", WRITE_IN);
        } else if (in.node().isTextual() && !PLACES.contains(in.text())) {
            reporter.report(
                    in,
                    in.node() + " is no place of a parameter in Swagger 2.0.",
                    Spelling.fix(in.text(), PLACES, WRITE_IN));
        }
    }

    private static String name(Value value) {
        return value.parent().node().isArray()
                ? "Item " + value.key() + " of \"" + value.parent().key() + "\""
                : "\"" + value.key() + "\"";
    }

    private static String type(Value value) {
        return switch (value.node().getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            default -> "null";
        };
    }
}
