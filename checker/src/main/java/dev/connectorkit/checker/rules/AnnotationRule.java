package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class AnnotationRule extends BasicRule {

    AnnotationRule() {
        super(
                "annotation",
                SeverityByProfile.WARNING,
                DocPage.VALIDATOR,
                "x-ms-api-annotation numbers the revisions of an operation, each once, and names what replaces a deprecated one.",
                "Designers hide older revisions by it, and offer the newest.",
                "Write {\"family\": \"GetOrder\", \"revision\": 2}, and \"_V2\" behind the operationId.",
                "ApiAnnotationExtensionReplacementInfoForNonDeprecatedOperations",
                "ApiAnnotationExtensionReplacementInfoMissingApiProperty",
                "ApiAnnotationExtensionReplacementInfoMissingOperationIdProperty",
                "OperationFamilyHasDuplicateRevisions",
                "OperationFamilyHasManyActiveOperations",
                "OperationFamilyHasManyActiveProductionOperations",
                "OperationFamilyHasManyEmptyRevisions",
                "OperationIdShouldEndWithRevision",
                "OperationRevisionEmpty",
                "OperationStatusAheadOfConnector",
                "ProductionStatusOnBetaService");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Map<String, Operation> seen = new HashMap<>();
        checkStatus(document, reporter);
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
            if (!family.isEmpty()
                    && !annotation.has("revision")
                    && annotation.parent().exists()) {
                reporter.report(annotation, "The annotation names a family and no revision.", "Add \"revision\": 1.");
            }
            Operation same = family.isEmpty() ? null : seen.putIfAbsent(family + "#" + revision, operation);
            if (same != null) {
                reporter.report(annotation, same.title() + " has the same family and revision.");
            }
            checkReplacement(operation, annotation.get("replacement"), reporter);
        }
    }

    private static void checkStatus(Document document, Reporter reporter) {
        Value status = document.root().get("info").get("x-ms-api-annotation").get("status");
        boolean beta = (document.root().text("host") + document.root().text("basePath")).matches("(?i).*\\bbeta\\b.*");
        if (status.text().equals("Production") && beta) {
            reporter.report(status, "The connector is in Production, and its service in beta.", "Write \"Preview\".");
        }
        Map<String, List<Operation>> families = new LinkedHashMap<>();
        for (Operation operation : document.operations()) {
            Value annotation = operation.value().get("x-ms-api-annotation");
            if (status.text().equals("Preview") && annotation.text("status").equals("Production")) {
                reporter.report(
                        annotation.get("status"),
                        "The operation is in Production, and the connector in Preview.",
                        "Write \"Preview\".");
            }
            if (!annotation.text("family").isEmpty() && !operation.value().is("deprecated")) {
                families.computeIfAbsent(annotation.text("family"), any -> new ArrayList<>())
                        .add(operation);
            }
        }
        families.forEach((family, active) -> checkActive(family, active, reporter));
    }

    private static void checkActive(String family, List<Operation> active, Reporter reporter) {
        List<Operation> production = active.stream()
                .filter(operation -> operation
                        .value()
                        .get("x-ms-api-annotation")
                        .text("status")
                        .equals("Production"))
                .toList();
        List<Operation> extra = active.size() > 2 ? active : production.size() > 1 ? production : List.of();
        if (!extra.isEmpty()) {
            reporter.report(
                    extra.get(0).value().get("x-ms-api-annotation"),
                    "The family " + family + " has " + extra.size() + " active operations"
                            + (active.size() > 2 ? "." : " in Production."),
                    "Write \"deprecated\": true on the older ones.");
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
