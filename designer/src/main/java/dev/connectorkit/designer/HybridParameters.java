package dev.connectorkit.designer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Puts the inputs of a hybrid trigger together: those that fetch, and of those that subscribe the ones of their own. */
final class HybridParameters {

    private static final String FETCH = "inputs.$.fetch";
    private static final String SUBSCRIBE = "inputs.$.subscribe";
    private static final String TEMPLATE = ".pathTemplate.template";
    private static final String METHOD = ".method";

    private HybridParameters() {}

    static List<DesignerInput> of(DesignerOperation fetch, DesignerOperation subscribe) {
        List<DesignerInput> all = half(fetch, FETCH);
        Set<String> shared = new HashSet<>();
        all.forEach(input -> shared.add(input.key().substring(FETCH.length())));
        for (DesignerInput input : half(subscribe, SUBSCRIBE)) {
            boolean common = input.in().equals("path") || input.in().equals("query");
            if (!common || !shared.contains(input.key().substring(SUBSCRIBE.length()))) {
                all.add(input);
            }
        }
        return all;
    }

    /** Reports whether the designer fills in the input from the path and the method of a half: no parameter of the connector. */
    static boolean isFilledIn(DesignerInput input) {
        return Stream.of(FETCH, SUBSCRIBE)
                .anyMatch(half ->
                        input.key().equals(half + TEMPLATE) || input.key().equals(half + METHOD));
    }

    private static List<DesignerInput> half(DesignerOperation operation, String prefix) {
        List<DesignerInput> inputs = new ArrayList<>();
        for (DesignerInput input : operation.inputs()) {
            String place = input.key().substring(input.in().length() + 2); // what follows "body.$"
            inputs.add(input.withKey(prefix + "." + location(input.in()) + place));
        }
        inputs.add(hidden(prefix + TEMPLATE, "template"));
        inputs.add(hidden(prefix + METHOD, "method"));
        return inputs;
    }

    private static String location(String in) {
        return switch (in) {
            case "path" -> "pathTemplate.parameters";
            case "query" -> "queries";
            default -> in;
        };
    }

    /** Returns an input that the designer fills in by itself. */
    private static DesignerInput hidden(String key, String name) {
        return new DesignerInput(
                key,
                name,
                name,
                "",
                "string",
                true,
                "internal",
                null,
                List.of(),
                null,
                false,
                null,
                "",
                name,
                List.of(),
                false,
                0);
    }
}
