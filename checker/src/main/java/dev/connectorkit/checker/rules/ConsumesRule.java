package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;

final class ConsumesRule extends BasicRule {

    ConsumesRule() {
        super(
                "consumes",
                SeverityByProfile.WARNING,
                DocPage.VALIDATOR,
                "An operation with a body or a form consumes a media type that fits it.",
                "Engines send the Content-Type that is listed here, and encode the body by it.",
                "Write \"consumes\": [\"application/json\"] for objects and lists, and a form's type for forms.",
                "ConsumesMissing",
                "MimeTypeNotCompatibleWithRequestContentSchemaType");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            Consumed consumed = Consumed.by(operation);
            boolean form =
                    operation.parameters().stream().anyMatch(p -> p.text("in").equals("formData"));
            if (!form && !operation.body().exists()) {
                continue;
            }
            Value at = consumed.at().exists() ? consumed.at() : operation.value();
            String type = operation.body().resolve().text("type");
            if (consumed.types().isEmpty()) {
                reporter.report(
                        at, operation.title() + " has a " + (form ? "form" : "body") + ", and consumes no media type.");
            } else if (form && consumed.types().stream().noneMatch(t -> t.contains("form") || t.equals("*/*"))) {
                reporter.report(
                        at,
                        operation.title() + " has a form, and consumes " + consumed.types() + ".",
                        "Write \"multipart/form-data\" or \"application/x-www-form-urlencoded\".");
            } else if (!form && type.matches("object|array") && !consumed.hasJson()) {
                reporter.report(
                        at,
                        operation.title() + " has a body of type " + type + ", and consumes " + consumed.types() + ".");
            }
        }
    }
}
