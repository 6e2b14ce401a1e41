package dev.connectorkit.swagger.check.rules;

import dev.connectorkit.swagger.check.Document;
import dev.connectorkit.swagger.check.Grade;
import dev.connectorkit.swagger.check.Operation;
import dev.connectorkit.swagger.check.Reporter;
import dev.connectorkit.swagger.check.Value;
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
