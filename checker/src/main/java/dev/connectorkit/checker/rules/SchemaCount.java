package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.document.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Counts the schemas that a schema is made of, each use of a reference anew, up to a limit. */
final class SchemaCount {

    private static final int DEPTH = 200;

    private final int limit;
    private final Set<JsonNode> around = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Value> recursive = new ArrayList<>();
    private int total;
    private int deepest;

    SchemaCount(int limit) {
        this.limit = limit;
    }

    int total() {
        return total;
    }

    /** Returns the number of levels of the deepest schema. */
    int deepest() {
        return deepest;
    }

    /** Returns the schemas that were met within themselves. */
    List<Value> recursive() {
        return recursive;
    }

    void add(Value written) {
        Value schema = written.resolve();
        if (total > limit || around.size() > DEPTH || !schema.node().isObject()) {
            return;
        }
        if (!around.add(schema.node())) {
            recursive.add(schema);
            return;
        }
        total++;
        deepest = Math.max(deepest, around.size());
        schema.subschemas().forEach(this::add);
        around.remove(schema.node());
    }

    @Override
    public String toString() {
        return total > limit ? "more than " + limit : Integer.toString(total);
    }
}
