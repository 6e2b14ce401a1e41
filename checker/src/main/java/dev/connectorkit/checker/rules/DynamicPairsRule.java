package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Document;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.checker.model.Value;
import java.util.Optional;

final class DynamicPairsRule extends BasicRule {

    DynamicPairsRule() {
        super(
                "dynamic-pairs",
                SeverityByProfile.INFO,
                DocPage.EXTENSIONS,
                "Each older dynamic extension has the newer one beside it, which says the same.",
                "Add the newer extension, and keep the older one for older designers.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (DynamicCall call : DynamicCall.all(document)) {
            boolean older = call.extension().equals("x-ms-dynamic-values")
                    || call.extension().equals("x-ms-dynamic-schema");
            if (!older || call.operationId().isEmpty()) {
                continue;
            }
            Value newer = call.holder().get(call.twin());
            if (!newer.exists()) {
                Optional<Value> nested = call.call().get("parameters").children().stream()
                        .filter(given -> given.text("parameter").contains("/"))
                        .findFirst();
                nested.ifPresentOrElse(
                        reference -> reporter.report(
                                SeverityByProfile.ERROR,
                                reference,
                                "Only " + call.twin() + " can refer to a property within a parameter."),
                        () -> reporter.report(call.call(), call.extension() + " stands without " + call.twin() + "."));
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
