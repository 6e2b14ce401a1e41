package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.Map;

final class UnknownKeyRule extends BasicRule {

    private static final Map<String, String> OF_OPENAPI_3 = Map.of(
            "servers", "Write \"host\", \"basePath\" and \"schemes\".",
            "components", "Write \"definitions\", \"parameters\", \"responses\" and \"securityDefinitions\".",
            "requestBody", "Write a parameter with \"in\": \"body\" and its \"schema\".",
            "content", "Write \"schema\", and the media types as \"produces\" or \"consumes\".",
            "nullable", "Write \"x-nullable\".",
            "examples", "Write \"example\".",
            "callbacks", "Write \"x-ms-notification-content\" on the path of the subscription.",
            "style", "Write \"collectionFormat\".",
            "links", "Remove it.");

    UnknownKeyRule() {
        super(
                "unknown-key",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "Every key is one of Swagger 2.0 or starts with \"x-\".",
                "The import refuses unknown keys; those of OpenAPI 3 would not be read.",
                "Remove it, or start it with \"x-\".",
                "ExtensionNameNotValid",
                "AdditionalPropertyNotAllowed",
                "PathItemRefNotSuppored");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        check(document.root(), SwaggerShape.DOCUMENT, reporter);
    }

    private void check(Value value, SwaggerShape shape, Reporter reporter) {
        if (shape == SwaggerShape.ANY || !shape.takes(value)) {
            return;
        }
        for (Value part : value.children()) {
            String key = part.key();
            boolean openApi3 = value.document().root().has("openapi"); // one finding says it all
            if (shape.isClosed()
                    && !shape.names().contains(key)
                    && !key.startsWith("x-")
                    && !openApi3
                    && value.node().isObject()) {
                reporter.report(
                        part,
                        "\"" + key + "\" is no key of Swagger 2.0 in "
                                + (shape == SwaggerShape.DOCUMENT ? "a document" : shape.title()) + ".",
                        OF_OPENAPI_3.getOrDefault(key, Spelling.fix(key, shape.names(), fix())));
            } else if (shape == SwaggerShape.PATH && key.equals("$ref")) {
                reporter.report(
                        part, "The path is a $ref, which connectors do not support.", "Write its operations here.");
            }
            check(part, shape.of(part), reporter);
        }
    }
}
