package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.List;

final class RequiredKeysRule extends BasicRule {

    RequiredKeysRule() {
        super(
                "required-keys",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "What Swagger 2.0 requires is there and not empty: info, paths, the names of parameters, of tags and licences, the URL of a page.",
                "The import refuses a document that lacks it.",
                "Write it.",
                "RequiredPropertyMissing",
                "RequiredValueEmpty",
                "SchemesArrayEmpty",
                "OneOfPropertiesRequired");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        if (!document.root().has("openapi")) {
            check(document.root(), SwaggerShape.DOCUMENT, reporter);
        }
        Value schemes = document.root().get("schemes");
        if (schemes.node().isArray() && schemes.node().isEmpty()) {
            reporter.report(SeverityByProfile.STRICTER, schemes, "\"schemes\" is empty.", "Write [\"https\"].");
        }
        for (DynamicCall call : DynamicCall.all(document)) {
            boolean other = call.call().has("capability") || call.call().has("builtInOperation");
            if (call.operationId().isEmpty()
                    && !other
                    && (call.call().exists() || !call.call().key().equals("browse"))) {
                reporter.report(
                        SeverityByProfile.STRICTER,
                        call.call(),
                        call.extension() + " names neither an operation nor a capability.",
                        "Write \"operationId\".");
            }
        }
    }

    private static void check(Value value, SwaggerShape shape, Reporter reporter) {
        if (shape == SwaggerShape.ANY || !shape.takes(value)) {
            return;
        }
        for (String key : value.has("$ref") ? List.<String>of() : shape.required()) {
            Value part = value.get(key);
            if (!part.exists()) {
                reporter.report(value, name(value, shape) + " has no \"" + key + "\".", "Write \"" + key + "\".");
            } else if (part.node().isTextual() && part.text().isBlank()) {
                reporter.report(
                        part, "\"" + key + "\" of " + name(value, shape) + " is empty.", "Write \"" + key + "\".");
            }
        }
        value.children().forEach(part -> check(part, shape.of(part), reporter));
    }

    private static String name(Value value, SwaggerShape shape) {
        return shape == SwaggerShape.DOCUMENT ? "The document" : "\"" + value.key() + "\" (" + shape.title() + ")";
    }
}
