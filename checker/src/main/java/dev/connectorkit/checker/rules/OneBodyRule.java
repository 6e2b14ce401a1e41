package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

final class OneBodyRule extends BasicRule {

    OneBodyRule() {
        super(
                "one-body",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "An operation has at most one body, not a body and a form, and no parameter twice.",
                "A request has one body, and a name one value.",
                "Remove or rename the parameter.",
                "OperationParametersAreNotUnique",
                "OperationParametersContainDuplicateParameter",
                "OperationParametersContainMultipleBodyParameters",
                "ParameterListContainsFormDataAndBody",
                "PathParametersContainDuplicateParameter",
                "PathParametersContainMultipleBodyParameters");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            check(operation.title(), operation.parameters(), reporter);
        }
        for (Value path : document.paths()) {
            List<Value> shared = path.get("parameters").children().stream()
                    .map(Value::resolve)
                    .toList();
            check("The path " + path.key(), shared, reporter);
        }
    }

    private static void check(String title, List<Value> parameters, Reporter reporter) {
        Set<String> seen = new HashSet<>();
        for (Value parameter : parameters) {
            String in = parameter.text("in");
            String name = parameter.text("name");
            if (!seen.add(in + " " + name)) {
                reporter.report(parameter, title + " has the " + in + " parameter \"" + name + "\" twice.");
            } else if (in.equals("body") && !seen.add("body")) {
                reporter.report(parameter, title + " has two bodies.");
            }
            boolean other = in.equals("formData") ? seen.contains("body") : in.equals("body") && seen.contains("form");
            if (other) {
                reporter.report(parameter, title + " has a body and a form.");
            }
            if (in.equals("formData")) {
                seen.add("form");
            }
        }
    }
}
