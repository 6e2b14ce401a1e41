package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.checker.model.Document;
import dev.connectorkit.checker.model.Operation;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;

final class SchemaCountRule extends BasicRule {
    private static final int BODY = 512;
    private static final int OPERATION = 16_384;

    SchemaCountRule() {
        super(
                "schemas-512",
                SeverityByProfile.ERROR,
                DocPage.LIMITS,
                "A body has at most 512 schemas, references followed, and an operation at most 16384; none contains itself.",
                "Make the schema smaller: leave out what flows do not use, or give deep parts as free-form objects.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Set<JsonNode> reported = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Operation operation : document.operations()) {
            SchemaCount body = new SchemaCount(OPERATION);
            body.add(operation.body());
            if (body.total() > BODY) {
                reporter.report(operation.body(), "The body is made of more than 512 schemas: " + body + ".");
            }
            SchemaCount others = new SchemaCount(OPERATION - body.total());
            operation
                    .responses()
                    .forEach(response -> others.add(response.resolve().get("schema")));
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
    }
}
