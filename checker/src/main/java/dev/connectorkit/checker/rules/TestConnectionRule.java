package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.List;
import java.util.Optional;

final class TestConnectionRule extends BasicRule {

    TestConnectionRule() {
        super(
                "capabilities-test",
                SeverityByProfile.WARNING,
                DocPage.EXTENSIONS,
                "The operation that tests a connection exists, is a GET, and needs nothing.",
                "The platform calls it when a connection is made, with nothing but the credentials.",
                "Name a GET without required parameters.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Value id =
                document.root().get("x-ms-capabilities").get("testConnection").get("operationId");
        if (!id.exists()) {
            return;
        }
        Optional<Operation> target = document.operation(id.text());
        if (target.isEmpty()) {
            List<String> known =
                    document.operations().stream().map(Operation::id).toList();
            reporter.report(id, "There is no operation \"" + id.text() + "\".", Spelling.fix(id.text(), known, fix()));
            return;
        }
        if (!target.get().method().equals("get")) {
            reporter.report(id, target.get().title() + " is not a GET.");
        }
        Value given = id.parent().get("parameters");
        target.get().parameters().stream()
                .filter(parameter -> parameter.is("required") && !parameter.has("default"))
                .filter(parameter -> !given.has(parameter.text("name")))
                .forEach(parameter -> reporter.report(
                        id, target.get().title() + " requires the parameter \"" + parameter.text("name") + "\"."));
    }
}
