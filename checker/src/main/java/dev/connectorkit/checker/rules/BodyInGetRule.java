package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.Document;
import dev.connectorkit.checker.Grade;
import dev.connectorkit.checker.Operation;
import dev.connectorkit.checker.Reporter;
import dev.connectorkit.checker.Value;
import java.util.List;

final class BodyInGetRule extends BasicRule {

    BodyInGetRule() {
        super("body-in-get", Grade.ERROR, Manual.VALIDATOR, "A GET has no body.", "Use query parameters, or POST.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            boolean fetches =
                    operation.method().equals("get") || operation.method().equals("head");
            for (Value parameter : fetches ? operation.parameters() : List.<Value>of()) {
                if (parameter.text("in").equals("body") || parameter.text("in").equals("formData")) {
                    reporter.report(parameter, operation.title() + " has a body.");
                }
            }
        }
    }
}
