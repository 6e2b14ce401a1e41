package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class DynamicPairsRule extends BasicRule {

    DynamicPairsRule() {
        super(
                "dynamic-pairs",
                SeverityByProfile.INFO,
                DocPage.EXTENSIONS,
                "Each older dynamic extension has the newer one beside it, which says the same.",
                "Power Automate prefers the newer extension, the older designers read the older one, and only the newer one can refer to properties.",
                "Add the newer extension, and keep the older one for older designers.",
                "DynamicListExtensionRequiredForAmbiguousReferences",
                "DynamicListExtensionRequiredForNonParameterReferences",
                "DynamicPropertiesExtensionRequiredForAmbiguousReferences",
                "DynamicPropertiesExtensionRequiredForNonParameterReferences",
                "DynamicPropertiesExtensionRequiredForPropertiesValuePath",
                "DynamicPropertiesItemValuePathMismatch",
                "DynamicTreeExtensionMissing");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        IdentityHashMap<JsonNode, OperationInputs> sources = sources(document);
        for (DynamicCall call : DynamicCall.all(document)) {
            boolean older = call.extension().equals("x-ms-dynamic-values")
                    || call.extension().equals("x-ms-dynamic-schema");
            if (older && call.call().has("capability")) {
                checkTree(call, reporter);
            }
            if (!older || call.operationId().isEmpty()) {
                continue;
            }
            Value newer = call.holder().get(call.twin());
            if (!newer.exists()) {
                checkNeed(call, sources.get(call.call().node()), reporter);
            } else if (newer.has("operationId")) {
                compare(call.call(), newer, "operationId", "operationId", reporter);
                if (call.givesItems()) {
                    compare(call.call(), newer, "value-collection", "itemsPath", reporter);
                    compare(call.call(), newer, "value-path", "itemValuePath", reporter);
                    compare(call.call(), newer, "value-title", "itemTitlePath", reporter);
                } else {
                    compare(call.call(), newer, "value-path", "itemValuePath", reporter);
                }
            }
        }
    }

    private static IdentityHashMap<JsonNode, OperationInputs> sources(Document document) {
        IdentityHashMap<JsonNode, OperationInputs> sources = new IdentityHashMap<>();
        for (Operation operation : document.operations()) {
            List<DynamicCall> calls = DynamicCall.in(operation);
            if (!calls.isEmpty()) {
                OperationInputs inputs = OperationInputs.of(operation);
                calls.forEach(call -> sources.putIfAbsent(call.call().node(), inputs));
            }
        }
        return sources;
    }

    private static void checkTree(DynamicCall call, Reporter reporter) {
        if (call.call().text("capability").equals("file-picker")
                && !call.holder().has("x-ms-dynamic-tree")) {
            reporter.report(
                    SeverityByProfile.WARNING,
                    call.call(),
                    "A file picker has no x-ms-dynamic-tree.",
                    "Add x-ms-dynamic-tree, which newer designers read.");
        }
    }

    /** Three kinds of references are more than the older extension can say. */
    private void checkNeed(DynamicCall call, @Nullable OperationInputs sources, Reporter reporter) {
        if (call.call().text("value-path").endsWith("/properties") && !call.givesItems()) {
            reporter.report(
                    SeverityByProfile.WARNING,
                    call.call().get("value-path"),
                    "value-path leads to properties, and not to a schema, which only " + call.twin() + " takes.");
            return;
        }
        for (Value given : call.call().get("parameters").children()) {
            String reference = given.text("parameter");
            List<OperationInputs.Input> inputs = sources == null ? List.of() : sources.named(reference);
            if (reference.contains("/")) {
                reporter.report(
                        SeverityByProfile.ERROR,
                        given,
                        "Only " + call.twin() + " can refer to a property within a parameter.");
                return;
            } else if (inputs.size() > 1) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        given,
                        "\"" + reference + "\" is the name of several inputs, and only " + call.twin()
                                + " says which.");
                return;
            } else if (inputs.size() == 1
                    && inputs.get(0).property()
                    && !inputs.get(0).value().has("in")) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        given,
                        "\"" + reference + "\" is a property of the body, and only " + call.twin()
                                + " can refer to one.");
                return;
            }
        }
        reporter.report(call.call(), call.extension() + " is without " + call.twin() + ".");
    }

    private static void compare(Value older, Value newer, String olderKey, String newerKey, Reporter reporter) {
        // The older one may name the properties of the schema that the newer one names.
        if (!older.text(olderKey)
                .replaceAll("/?properties$", "")
                .equals(newer.text(newerKey).replaceAll("/?properties$", ""))) {
            reporter.report(
                    SeverityByProfile.ERROR,
                    newer.get(newerKey),
                    olderKey + " is \"" + older.text(olderKey) + "\", and " + newerKey + " is \"" + newer.text(newerKey)
                            + "\".",
                    "Make them equal.");
        }
    }
}
