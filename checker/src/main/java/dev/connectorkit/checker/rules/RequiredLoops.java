package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Finds objects that require themselves, directly or through others. */
final class RequiredLoops {

    private static final int DEPTH = 500;

    private final Reporter reporter;
    private final Set<JsonNode> done = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<JsonNode> around = Collections.newSetFromMap(new IdentityHashMap<>());

    RequiredLoops(Reporter reporter) {
        this.reporter = reporter;
    }

    void check(Document document) {
        document.schemas().all().forEach(schema -> visit(schema.resolve()));
    }

    private void visit(Value schema) {
        if (!schema.node().isObject() || around.size() > DEPTH || !done.add(schema.node())) {
            return;
        }
        around.add(schema.node());
        for (Value name : schema.get("required").children()) {
            Value next = schema.get("properties").get(name.text()).resolve();
            if (around.contains(next.node())) {
                reporter.report(
                        SeverityByProfile.ERROR,
                        name,
                        "The schema requires \"" + name.text()
                                + "\", which leads back to it: no value is ever complete.",
                        "Make one of the properties on the way optional.");
            } else {
                visit(next);
            }
        }
        around.remove(schema.node());
    }
}
