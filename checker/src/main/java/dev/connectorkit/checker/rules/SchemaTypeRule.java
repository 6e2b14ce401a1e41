package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

final class SchemaTypeRule extends BasicRule {
    private static final List<String> TYPED_OTHERWISE =
            List.of("type", "$ref", "allOf", "oneOf", "anyOf", "x-ms-dynamic-schema", "x-ms-dynamic-properties");

    SchemaTypeRule() {
        super(
                "schema-type",
                SeverityByProfile.WARNING,
                DocPage.EXTENSIONS,
                "Every schema and parameter has a type.",
                "Designers look at the type first, and show nothing of a schema without one.",
                "Write \"type\".");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value parameter : document.parameters()) {
            if (!parameter.text("in").equals("body") && !parameter.has("type")) {
                reporter.report(
                        SeverityByProfile.ERROR,
                        parameter,
                        "\"" + parameter.text("name") + "\" has no type, so designers leave it out.");
            }
        }
        Set<JsonNode> visible = Collections.newSetFromMap(new IdentityHashMap<>());
        document.schemas().visible().forEach(schema -> visible.add(schema.node()));
        for (Value schema : document.schemas().all()) {
            if (TYPED_OTHERWISE.stream().anyMatch(schema::has) || schema.node().isEmpty()) {
                continue;
            }
            boolean part = schema.parent().key().matches("allOf|oneOf|anyOf");
            boolean hides = visible.contains(schema.node())
                    && !part
                    && (!schema.get("properties").node().isEmpty() || schema.has("items"));
            reporter.report(
                    hides ? SeverityByProfile.ERROR : SeverityByProfile.WARNING,
                    schema,
                    "The schema has no type" + (hides ? ", so designers show nothing of what is in it." : "."));
        }
    }
}
