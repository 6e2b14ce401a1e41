package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.stream.Stream;

final class EmptySchemaRule extends BasicRule {

    EmptySchemaRule() {
        super(
                "empty-schema",
                SeverityByProfile.STRICTER,
                DocPage.SUBMISSION,
                "A schema says what is in it, by properties or by a dynamic extension.",
                "Later steps are offered nothing of it.",
                "Add \"properties\", or \"x-ms-dynamic-schema\" and \"x-ms-dynamic-properties\".");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value schema : document.schemas().visible()) {
            boolean object = schema.text("type").equals("object");
            boolean told = schema.get("properties").node().size() > 0
                    || Stream.of("x-ms-dynamic-schema", "x-ms-dynamic-properties", "allOf", "oneOf", "anyOf")
                            .anyMatch(schema::has)
                    || schema.get("additionalProperties").node().isObject()
                    || schema.get("additionalProperties").node().asBoolean();
            if (schema.node().isEmpty() || (object && !told)) {
                reporter.report(schema, "The schema says nothing of what is in it.");
            }
        }
    }
}
