package dev.connectorkit.checker.rules;

import dev.connectorkit.designer.document.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The path that a designer derives from the output of a batch trigger to the list in it.
 *
 * @param found whether it gets there
 * @param at where it got to
 * @param names the properties on the way
 * @param peers the visible properties between which it could not decide; empty if it had no choice
 */
record SplitOnPath(boolean found, Value at, List<String> peers, List<String> names) {

    private static final int DEPTH = 50;

    static SplitOnPath of(Value written) {
        Value schema = written.resolve();
        List<String> names = new ArrayList<>();
        for (int depth = 0; depth < DEPTH && schema.text("type").equals("object"); depth++) {
            List<Value> visible = schema.get("properties").children().stream()
                    .filter(property ->
                            !property.isInternal() && !property.resolve().isInternal())
                    .toList();
            if (visible.size() != 1) {
                return new SplitOnPath(
                        false, schema, visible.stream().map(Value::key).toList(), names);
            }
            names.add(visible.get(0).key());
            schema = visible.get(0).resolve();
        }
        return new SplitOnPath(schema.text("type").equals("array"), schema, List.of(), names);
    }
}
