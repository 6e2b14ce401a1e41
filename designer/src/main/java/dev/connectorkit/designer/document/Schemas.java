package dev.connectorkit.designer.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Walks over the schemas of a {@link Document}. Not thread-safe. */
public final class Schemas {

    private final Document document;
    private @Nullable List<Value> all;
    private @Nullable List<Value> visible;

    Schemas(Document document) {
        this.document = document;
    }

    /** Returns every schema, once, where it is written; a reference counts as the schema that it is written in. */
    public List<Value> all() {
        if (all == null) {
            List<Value> roots =
                    new ArrayList<>(document.root().get("definitions").children());
            document.parameters().forEach(parameter -> roots.add(parameter.get("schema")));
            document.responses().forEach(response -> roots.add(response.get("schema")));
            document.paths()
                    .forEach(path ->
                            roots.add(path.get("x-ms-notification-content").get("schema")));
            all = List.copyOf(walk(roots, false, any -> false));
        }
        return all;
    }

    /**
     * Returns the schemas that people meet: what bodies, outputs and notifications of operations that are not
     * internal lead to, internal properties left out.
     */
    public List<Value> visible() {
        if (visible == null) {
            List<Value> roots = new ArrayList<>();
            for (Operation operation : document.operations()) {
                if (!operation.isInternal()) {
                    if (!operation.body().parent().isInternal()) {
                        roots.add(operation.body());
                    }
                    roots.add(operation.output());
                }
            }
            visible = List.copyOf(walk(roots, true, Value::isInternal));
        }
        return visible;
    }

    /** Returns the schemas that bodies of operations lead to, references followed, each once. */
    public List<Value> inputs() {
        return walk(document.operations().stream().map(Operation::body).toList(), true, any -> false);
    }

    /** Returns the schemas that a schema leads to, itself first, references followed, each once. */
    public static List<Value> reachable(Value schema) {
        return walk(List.of(schema), true, any -> false);
    }

    private static List<Value> walk(Collection<Value> roots, boolean follow, Predicate<Value> hidden) {
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Value> found = new ArrayList<>();
        Deque<Value> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Value next = open.pop();
            Value schema = follow ? next.resolve() : next;
            boolean shown = !hidden.test(next) && !hidden.test(schema);
            if (shown && schema.node().isObject() && seen.add(schema.node())) {
                found.add(schema);
                List<Value> children = schema.subschemas();
                Collections.reverse(children);
                children.forEach(open::push);
            }
        }
        return found;
    }
}
