package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class PathParameterRule extends BasicRule {
    private static final Pattern TEMPLATE = Pattern.compile("\\{([^}]*)}");

    PathParameterRule() {
        super(
                "path-param",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "Every template of a path is a required path parameter, every path parameter a template, and parameters are on operations.",
                "A template that is not filled in leaves a brace in the URL, and path-level parameters make the designer fail to load some operations.",
                "Declare {\"name\": ..., \"in\": \"path\", \"required\": true} on the operation.",
                "OperationMissingPathParameter",
                "PathParameterMustBeRequired",
                "PathParameterNotDefinedInTemplate");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value path : document.paths()) {
            if (!path.get("parameters").node().isEmpty()) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        path.get("parameters"),
                        "Parameters of a whole path are read by few designers.",
                        "Repeat them on each operation.");
            }
        }
        for (Operation operation : document.operations()) {
            if (!operation.value().has("parameters")) {
                boolean crash = operation.path().has("parameters");
                reporter.report(
                        crash ? SeverityByProfile.ERROR : SeverityByProfile.INFO,
                        operation.value(),
                        operation.title() + " has no array of parameters"
                                + (crash ? ", and path-level ones: the designer fails to load it." : "."),
                        "Write \"parameters\": [].");
            }
            checkTemplates(operation, reporter);
        }
    }

    private static void checkTemplates(Operation operation, Reporter reporter) {
        Set<String> templates = new LinkedHashSet<>();
        Matcher matcher = TEMPLATE.matcher(operation.path().key());
        while (matcher.find()) {
            templates.add(matcher.group(1));
        }
        Set<String> open = new LinkedHashSet<>(templates);
        for (Value parameter : operation.parameters()) {
            String name = parameter.text("name");
            if (!parameter.text("in").equals("path")) {
                continue;
            }
            open.remove(name);
            if (!templates.contains(name)) {
                reporter.report(
                        parameter,
                        "The path has no {" + name + "}.",
                        Spelling.fix(name, templates, "Remove the parameter, or name it in the path."));
            }
            if (!parameter.is("required")) {
                reporter.report(
                        parameter, "The path parameter \"" + name + "\" is not required.", "Write \"required\": true.");
            }
        }
        open.forEach(name -> reporter.report(
                operation.value(), operation.title() + " declares no path parameter \"" + name + "\"."));
    }
}
