package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class DynamicParametersRule extends BasicRule {

    DynamicParametersRule() {
        super(
                "dynamic-parameters",
                SeverityByProfile.WARNING,
                DocPage.EXTENSIONS,
                "The parameters of a dynamic extension exist in the operation that it calls, and refer to visible inputs of the same type.",
                "The designer sends what it finds; a list whose parameters it cannot fill stays empty.",
                "Correct the name, or give a static value.",
                "OperationParameterNameNotFound",
                "OperationParameterNameIsAmbiguous",
                "OperationParameterRequiredMismatch",
                "OperationParameterStaticTypeMismatch",
                "OperationParameterTypeMismatch",
                "SourceParameterNotFound",
                "SourcePropertyInternal",
                "SelectedItemValuePathNotAllowedInThisPosition");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Map<Operation, OperationInputs> inputs = new HashMap<>();
        IdentityHashMap<JsonNode, Set<String>> missing = new IdentityHashMap<>();
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Operation operation : document.operations()) {
            for (DynamicCall call : DynamicCall.in(operation)) {
                Optional<Operation> target = document.operation(call.operationId());
                for (Value given : call.call().get("parameters").children()) {
                    String reference = given.text("parameter") + given.text("parameterReference");
                    OperationInputs source = inputs.computeIfAbsent(operation, OperationInputs::of);
                    List<OperationInputs.Input> sources = source.named(reference);
                    boolean unknown = !reference.isEmpty() && sources.isEmpty() && !source.isOpen();
                    // A schema can be shared: a reference is dead only if no operation has its source.
                    missing.merge(
                            given.node(), unknown ? Set.of(operation.title()) : Set.of(), DynamicParametersRule::both);
                    if (!seen.add(given.node())) {
                        continue;
                    }
                    checkSelected(call, given, reporter);
                    target.ifPresent(called -> checkTarget(
                            given, sources, inputs.computeIfAbsent(called, OperationInputs::of), called, reporter));
                }
            }
        }
        reportMissing(document, missing, reporter);
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        return one.isEmpty() || other.isEmpty() ? Set.of() : one;
    }

    private static void reportMissing(
            Document document, IdentityHashMap<JsonNode, Set<String>> missing, Reporter reporter) {
        for (DynamicCall call : DynamicCall.all(document)) {
            for (Value given : call.call().get("parameters").children()) {
                Set<String> where = missing.getOrDefault(given.node(), Set.of());
                if (!where.isEmpty()) {
                    reporter.report(
                            given,
                            String.join(", ", where) + " has no input \"" + given.text("parameter")
                                    + given.text("parameterReference") + "\".");
                }
            }
        }
    }

    private static void checkSelected(DynamicCall call, Value given, Reporter reporter) {
        if (given.has("selectedItemValuePath") && !call.call().key().equals("browse")) {
            reporter.report(
                    SeverityByProfile.ERROR,
                    given.get("selectedItemValuePath"),
                    "selectedItemValuePath is outside of \"browse\" in x-ms-dynamic-tree, where nothing is selected.",
                    "Write \"value\" or \"parameterReference\".");
        }
    }

    private static void checkTarget(
            Value given,
            List<OperationInputs.Input> sources,
            OperationInputs inputs,
            Operation called,
            Reporter reporter) {
        List<OperationInputs.Input> targets = inputs.named(given.key());
        if (targets.isEmpty()) {
            if (!inputs.isOpen()) {
                reporter.report(
                        given,
                        called.id() + " has no parameter \"" + given.key() + "\".",
                        Spelling.fix(given.key(), names(called), "Remove it, or name a parameter of that operation."));
            }
            return;
        }
        if (targets.stream().map(OperationInputs.Input::property).distinct().count() > 1) {
            reporter.report(
                    given,
                    "\"" + given.key() + "\" is a parameter of " + called.id() + ", and a property of its body.");
            return;
        }
        OperationInputs.Input target = targets.get(0);
        if (!sources.isEmpty()) {
            checkSource(given, sources.get(0), target, called, reporter);
        } else if (!given.node().isObject() || given.has("value")) {
            Value literal = given.has("value") ? given.get("value") : given;
            if (!target.type().isEmpty() && !JsonTypes.fits(literal.node(), target.type())) {
                reporter.report(
                        literal,
                        "\"" + given.key() + "\" of " + called.id() + " has the type " + target.type()
                                + ", and the value is " + literal.node() + ".",
                        "Write a value of that type.");
            }
        }
    }

    private static void checkSource(
            Value given,
            OperationInputs.Input source,
            OperationInputs.Input target,
            Operation called,
            Reporter reporter) {
        boolean wider = source.type().equals("integer") && target.type().equals("number");
        if (!source.type().isEmpty()
                && !target.type().isEmpty()
                && !source.type().equals(target.type())
                && !wider) {
            reporter.report(
                    given,
                    "\"" + given.key() + "\" of " + called.id() + " has the type " + target.type()
                            + ", and is given one of type " + source.type() + ".",
                    "Give both the same type.");
        }
        if (source.internal() && !source.has("default")) {
            reporter.report(
                    given, "The input that \"" + given.key() + "\" of " + called.id() + " is taken from is internal.");
        } else if (target.required() && !target.has("default") && !source.required() && !source.has("default")) {
            reporter.report(
                    given,
                    "\"" + given.key() + "\" of " + called.id() + " is required, and is taken from an optional input.",
                    "Require the input, or give it a default.");
        }
    }

    private static List<String> names(Operation operation) {
        return operation.parameters().stream()
                .map(parameter -> parameter.text("name"))
                .toList();
    }
}
