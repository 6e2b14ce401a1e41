package dev.connectorkit.checker.rules;

import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The positions of extensions in a document, and the extensions that each may have. */
enum ExtensionPosition {
    ROOT("the document", "x-ms-capabilities x-ms-connector-metadata x-ms-docs x-ms-openai-manifest x-ms-openai-data"),
    INFO("info", "x-ms-api-annotation x-ms-keywords x-ms-deployment-version x-ms-openai-data"),
    PATH("a path", "x-ms-notification-content"),
    OPERATION(
            "an operation",
            "x-ms-summary x-ms-visibility x-ms-api-annotation x-ms-operation-context x-ms-capabilities x-ms-trigger"
                    + " x-ms-trigger-hint x-ms-trigger-metadata x-ms-notification x-ms-pageable x-ms-no-generic-test"
                    + " x-ms-safe-operation x-ms-openai-data x-ms-require-user-confirmation x-ms-name-for-model"
                    + " x-ms-description-for-model x-ms-ai-sensitivity x-ms-headers x-ms-group-name x-ms-permission"
                    + " x-ms-scheduler-trigger x-ms-explicit-input x-ms-agentic-protocol"),
    PARAMETER("a parameter", "x-ms-trigger-value x-ms-skip-url-encoding", ExtensionPosition.INPUT),
    PATH_PARAMETER(
            "a path parameter", "x-ms-url-encoding x-ms-trigger-value x-ms-skip-url-encoding", ExtensionPosition.INPUT),
    BODY("a body", "", ExtensionPosition.INPUT),
    SCHEMA(
            "a schema",
            "x-ms-dynamic-schema x-ms-dynamic-properties x-ms-notification-url x-ms-media-kind",
            ExtensionPosition.INPUT),
    RESPONSE("a response", "x-ms-summary x-ms-visibility x-ms-openai-data"),
    HEADER("a header", "x-ms-summary x-ms-visibility");

    private static final String INPUT =
            " x-ms-summary x-ms-visibility x-ms-dynamic-values x-ms-dynamic-list x-ms-dynamic-tree x-ms-enum-values"
                    + " x-ms-test-value x-ms-localizeDefaultValue x-ms-enum x-ms-parameter-location x-ms-editor"
                    + " x-ms-editor-options x-ms-name-for-model x-ms-description-for-model x-ms-ai-sensitivity"
                    + " x-ms-explicit-input x-ms-property-name-alias x-ms-content-hint x-ms-format x-ms-serialization"
                    + " x-ms-input-dependencies x-ms-scheduler-recommendation x-ms-openai-data";

    private static final Set<String> KNOWN = Arrays.stream(values())
            .flatMap(place -> Arrays.stream(place.taken.strip().split(" ")))
            .collect(Collectors.toCollection(TreeSet::new));

    private final String title;
    private final String taken; // with a space around each

    ExtensionPosition(String title, String taken) {
        this(title, taken, "");
    }

    ExtensionPosition(String title, String taken, String others) {
        this.title = title;
        this.taken = " " + (taken + others).strip() + " ";
    }

    String title() {
        return title;
    }

    boolean takes(String extension) {
        return taken.contains(" " + extension + " ");
    }

    /** Returns every extension that somebody reads. */
    static Set<String> known() {
        return KNOWN;
    }

    /** Returns the positions that take an extension, in words. */
    static String of(String extension) {
        return EnumSet.allOf(ExtensionPosition.class).stream()
                .filter(place -> place.takes(extension))
                .map(ExtensionPosition::title)
                .collect(Collectors.joining(" or "));
    }

    /** Returns everything in a document that may carry extensions, in the order of the document's parts. */
    static Map<Value, ExtensionPosition> all(Document document) {
        Map<Value, ExtensionPosition> all = new LinkedHashMap<>();
        all.put(document.root(), ROOT);
        all.put(document.root().get("info"), INFO);
        document.paths().forEach(path -> all.put(path, PATH));
        for (Operation operation : document.operations()) {
            all.put(operation.value(), OPERATION);
        }
        for (Value parameter : document.parameters()) {
            all.put(parameter, of(parameter));
        }
        for (Value response : document.responses()) {
            all.put(response, RESPONSE);
            response.get("headers").children().forEach(header -> all.put(header, HEADER));
        }
        List<Value> schemas = document.schemas().all();
        schemas.forEach(schema -> all.put(schema, SCHEMA));
        return all;
    }

    private static ExtensionPosition of(Value parameter) {
        return switch (parameter.text("in")) {
            case "body" -> BODY;
            case "path" -> PATH_PARAMETER;
            default -> PARAMETER;
        };
    }
}
