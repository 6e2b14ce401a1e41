package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import java.util.HashSet;
import java.util.Set;

final class DynamicReferenceRule extends BasicRule {

    DynamicReferenceRule() {
        super(
                "dynamic-schema-noref",
                SeverityByProfile.WARNING,
                DocPage.EXTENSIONS,
                "The operation that gives a dynamic schema answers with an inline schema.",
                "The designer does not resolve references in a schema that it fetched.",
                "Write the schema of that answer inline, and let the service answer with schemas that have no $ref.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Set<String> seen = new HashSet<>();
        for (DynamicCall call : DynamicCall.all(document)) {
            if (!call.givesItems() && seen.add(call.operationId())) {
                document.operation(call.operationId())
                        .map(Operation::output)
                        .filter(schema -> schema.has("$ref"))
                        .ifPresent(schema -> reporter.report(
                                schema, "The dynamic schema of " + call.operationId() + " is a reference."));
            }
        }
    }
}
