package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Document;
import dev.connectorkit.checker.model.Operation;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.checker.model.Value;
import java.util.HashMap;
import java.util.Map;

final class AnnotationRule extends BasicRule {

    AnnotationRule() {
        super(
                "annotation",
                SeverityByProfile.WARNING,
                DocPage.VALIDATOR,
                "x-ms-api-annotation numbers the revisions of an operation, each once, and names what replaces a deprecated one.",
                "Write {\"family\": \"GetOrder\", \"revision\": 2}, and \"_V2\" behind the operationId.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Map<String, Operation> seen = new HashMap<>();
        for (Operation operation : document.operations()) {
            Value annotation = operation.value().get("x-ms-api-annotation");
            if (!annotation.exists()) {
                continue;
            }
            int revision = annotation.get("revision").node().asInt();
            if (annotation.has("revision") && revision < 1) {
                reporter.report(annotation.get("revision"), "The revision is not a number from 1.");
            }
            if (revision > 1 && !operation.id().matches("(?i).*_?V" + revision)) {
                reporter.report(annotation.get("revision"), operation.id() + " does not end with _V" + revision + ".");
            }
            String family = annotation.text("family");
            Operation same = family.isEmpty() ? null : seen.putIfAbsent(family + "#" + revision, operation);
            if (same != null) {
                reporter.report(annotation, same.title() + " has the same family and revision.");
            }
            checkReplacement(operation, annotation.get("replacement"), reporter);
        }
    }

    private static void checkReplacement(Operation operation, Value replacement, Reporter reporter) {
        if (!replacement.exists()) {
            return;
        }
        if (replacement.text("api").isBlank() || replacement.text("operationId").isBlank()) {
            reporter.report(replacement, "The replacement lacks api or operationId.", "Write both.");
        }
        if (!operation.value().is("deprecated")) {
            reporter.report(
                    replacement,
                    "The operation has a replacement, and is not deprecated.",
                    "Write \"deprecated\": true.");
        }
    }
}
