package dev.connectorkit.checker.rules;

import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The values that a dynamic extension of an operation can refer to: its parameters, and the properties of its body. */
final class OperationInputs {

    private static final int MOST = 2_000;
    private static final int DEPTH = 8;

    /**
     * One of them.
     *
     * @param property whether it is part of a body
     * @param required whether it, and everything around it, is required
     */
    record Input(Value value, boolean property, boolean required, boolean internal) {

        String type() {
            return value.resolve().text("type");
        }

        boolean has(String key) {
            return value.has(key) || value.resolve().has(key);
        }
    }

    private final Map<String, List<Input>> byName = new HashMap<>();
    private boolean open;
    private int count;

    private OperationInputs() {}

    static OperationInputs of(Operation operation) {
        OperationInputs inputs = new OperationInputs();
        for (Value parameter : operation.parameters()) {
            String name = parameter.text("name");
            boolean body = parameter.text("in").equals("body");
            Input input = new Input(parameter, body, parameter.is("required"), parameter.isInternal());
            inputs.add(name, input);
            if (body) {
                Value schema = parameter.get("schema").resolve();
                inputs.walk(
                        new Input(schema, true, input.required(), input.internal()),
                        List.of("", name + "/"),
                        "",
                        DEPTH);
            }
        }
        return inputs;
    }

    /** Returns the inputs of this name or path, in any case of letters. */
    List<Input> named(String reference) {
        return byName.getOrDefault(key(reference), List.of());
    }

    /** Reports whether there may be others, which another operation names. */
    boolean isOpen() {
        return open;
    }

    private void walk(Input around, List<String> prefixes, String path, int depth) {
        Value schema = around.value();
        open |= schema.has("x-ms-dynamic-schema") || schema.has("x-ms-dynamic-properties") || schema.has("allOf");
        List<String> required = schema.get("required").texts();
        for (Value property :
                depth == 0 ? List.<Value>of() : schema.get("properties").children()) {
            if (++count > MOST) {
                open = true;
                return;
            }
            Value target = property.resolve();
            Input input = new Input(
                    property,
                    true,
                    around.required() && required.contains(property.key()),
                    around.internal() || property.isInternal() || target.isInternal());
            String own = path + property.key();
            prefixes.forEach(prefix -> add(prefix + own, input));
            if (!path.isEmpty()) {
                add(property.key(), input);
            }
            walk(new Input(target, true, input.required(), input.internal()), prefixes, own + "/", depth - 1);
        }
    }

    private void add(String name, Input input) {
        byName.computeIfAbsent(key(name), any -> new ArrayList<>()).add(input);
    }

    private static String key(String reference) {
        return reference.replace('.', '/').toLowerCase(Locale.ROOT);
    }
}
