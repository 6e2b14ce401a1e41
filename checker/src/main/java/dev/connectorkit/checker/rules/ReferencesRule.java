package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

final class ReferencesRule extends BasicRule {

    ReferencesRule() {
        super(
                "refs",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "References lead somewhere within the document, and required properties exist.",
                "Designers do not follow what leads elsewhere, and lose what is beside a reference.",
                "Correct the reference, or add what it leads to.",
                "ParameterReferenceNotFound",
                "ParameterReferenceNotValid",
                "ParameterRefLoopNotAllowed",
                "ResponseReferenceNotFound",
                "ResponseReferenceNotValid",
                "ResponseRefLoopNotAllowed",
                "SchemaReferenceNotFound",
                "SchemaReferenceNotValid",
                "SchemaRefLoopNotAllowed",
                "JsonPointerNotValid",
                "AdditionalPropertyNotAllowedAdjacentToRef",
                "RequiredPropertyDefinitionMissing");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Stream<Value> places = Stream.of(
                        document.schemas().all().stream(),
                        document.operations().stream()
                                .flatMap(operation -> operation.value().get("parameters").children().stream()),
                        document.paths().stream().flatMap(path -> path.get("parameters").children().stream()),
                        document.operations().stream().flatMap(operation -> operation.responses().stream()),
                        document.root().get("parameters").children().stream(),
                        document.root().get("responses").children().stream())
                .flatMap(Function.identity());
        places.filter(place -> place.get("$ref").node().isTextual()).forEach(place -> checkReference(place, reporter));
        for (Value schema : document.schemas().all()) {
            List<String> properties = schema.get("properties").names();
            boolean open = properties.isEmpty() || schema.has("allOf");
            for (Value required :
                    open ? List.<Value>of() : schema.get("required").children()) {
                if (!properties.contains(required.text())) {
                    reporter.report(
                            SeverityByProfile.WARNING,
                            required,
                            "The required property " + required.node() + " does not exist.",
                            Spelling.fix(
                                    required.text(), properties, "Add it to the properties, or do not require it."));
                }
            }
        }
    }

    private static String home(Value place) {
        return switch (place.parent().key()) {
            case "parameters" -> "#/parameters/";
            case "responses" -> "#/responses/";
            default -> "#/definitions/";
        };
    }

    private void checkReference(Value place, Reporter reporter) {
        Value reference = place.get("$ref");
        String target = reference.text();
        if (place.parent().parent() == place.document().root()
                && place.parent().key().matches("parameters|responses")) {
            reporter.report(reference, "A definition is itself a reference.", "Write it out here.");
        } else if (!target.startsWith("#/")) {
            reporter.report(reference, "\"" + target + "\" is another file, and designers do not follow it.");
        } else if (!place.resolve().exists()) {
            String name = target.substring(target.lastIndexOf('/') + 1);
            List<String> known = place.document().root().get("definitions").names();
            reporter.report(
                    reference,
                    "\"" + target + "\" leads nowhere, or round in a circle.",
                    Spelling.fix(name, known, fix()));
        } else if (place.node().size() > 1) {
            reporter.report(
                    SeverityByProfile.WARNING,
                    place,
                    "Properties beside a $ref are not read by every designer.",
                    "Move it into the schema that the reference leads to.");
        }
        String home = home(place);
        if (target.startsWith("#/") && !target.startsWith(home)) {
            reporter.report(
                    SeverityByProfile.STRICTER,
                    reference,
                    "\"" + target + "\" does not lead into " + home + ".",
                    "Refer to something in " + home + ".");
        }
    }
}
