package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;

final class SchemaCountRule extends BasicRule {
    private static final int BODY = 512;
    private static final int OPERATION = 16_384;

    /** Microsoft publishes neither of these two limits; published connectors stay below. */
    private static final int DEPTH = 24;

    private static final int DOCUMENT = 65_536;

    SchemaCountRule() {
        super(
                "schemas-512",
                SeverityByProfile.ERROR,
                DocPage.LIMITS,
                "A body has at most 512 schemas, references followed, and an operation at most 16384; none contains itself.",
                "Designers load every schema of an operation at once; the platform limits their number and depth.",
                "Make the schema smaller: leave out what flows do not use, or give deep parts as free-form objects.",
                "BodySchemaCountExceedsMaxAllowed",
                "OperationSchemaCountExceedsMaxAllowed",
                "TotalSchemaCountExceedsMaxAllowed",
                "SchemaTooDeep");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Set<JsonNode> reported = Collections.newSetFromMap(new IdentityHashMap<>());
        long total = 0;
        for (Operation operation : document.operations()) {
            SchemaCount body = new SchemaCount(OPERATION);
            body.add(operation.body());
            if (body.total() > BODY) {
                reporter.report(operation.body(), "The body is made of more than 512 schemas: " + body + ".");
            }
            SchemaCount others = new SchemaCount(OPERATION - body.total());
            for (Value response : operation.responses()) {
                Value schema = response.resolve().get("schema");
                SchemaCount answer = new SchemaCount(OPERATION);
                answer.add(schema);
                if (answer.total() > BODY) {
                    reporter.report(
                            SeverityByProfile.STRICTER,
                            schema,
                            "The answer is made of more than 512 schemas: " + answer + ".");
                }
                others.add(schema);
            }
            int depth = Math.max(body.deepest(), others.deepest());
            if (depth > DEPTH) {
                reporter.report(
                        SeverityByProfile.STRICTER,
                        operation.value(),
                        operation.title() + " has schemas within each other, " + depth + " levels deep.");
            }
            total += body.total() + others.total();
            others.add(operation.path().get("x-ms-notification-content").get("schema"));
            if (body.total() + others.total() > OPERATION) {
                reporter.report(operation.value(), "The operation is made of more than 16384 schemas.");
            }
            Stream.concat(body.recursive().stream(), others.recursive().stream())
                    .filter(schema -> reported.add(schema.node()))
                    .forEach(schema -> reporter.report(
                            SeverityByProfile.WARNING,
                            schema,
                            "The schema contains itself; designers cut it after one level.",
                            "End the recursion with a property without a schema of its own."));
        }
        if (total > DOCUMENT) {
            reporter.report(
                    SeverityByProfile.STRICTER,
                    document.root().get("paths"),
                    "The operations are made of " + total + " schemas, and 65536 are read without trouble.");
        }
    }
}
