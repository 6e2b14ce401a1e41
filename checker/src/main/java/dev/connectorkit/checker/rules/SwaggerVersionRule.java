package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;

final class SwaggerVersionRule extends BasicRule {

    SwaggerVersionRule() {
        super(
                "swagger-version",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "The document is Swagger 2.0.",
                "Designers import Swagger 2.0 only; what OpenAPI 3 adds is ignored or refused.",
                "Write \"swagger\": \"2.0\".",
                "SpecificationVersionIncorrect");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Value root = document.root();
        if (root.has("openapi")) {
            reporter.report(
                    root.get("openapi"),
                    "This is an OpenAPI " + root.text("openapi") + " document, and designers import Swagger 2.0 only.",
                    "Convert it to Swagger 2.0.");
        } else if (!root.text("swagger").equals("2.0")) {
            reporter.report(root.get("swagger"), "The document does not say that it is Swagger 2.0.");
        }
    }
}
