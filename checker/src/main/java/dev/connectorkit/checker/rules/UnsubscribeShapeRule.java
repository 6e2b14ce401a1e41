package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.Document;
import dev.connectorkit.checker.Grade;
import dev.connectorkit.checker.Operation;
import dev.connectorkit.checker.Reporter;
import dev.connectorkit.checker.Value;

final class UnsubscribeShapeRule extends BasicRule {

    UnsubscribeShapeRule() {
        super(
                "delete-shape",
                Grade.WARNING,
                Manual.WEBHOOKS,
                "Unsubscribing needs nothing but its URL: no body, no required header or query.",
                "Make the parameter part of the path, or optional.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation delete : Unsubscribing.in(document)) {
            boolean unsubscribes = document.operations().stream()
                    .anyMatch(other -> Unsubscribing.isOf(delete, other) && CallbackUrl.subscribes(other));
            if (!unsubscribes) {
                continue;
            }
            for (Value parameter : delete.parameters()) {
                String in = parameter.text("in");
                boolean sent = in.equals("path") || !(parameter.is("required") || in.equals("body"));
                if (!sent) {
                    reporter.report(
                            parameter,
                            "Engines send nothing with " + delete.title() + ", and it takes the " + in + " parameter \""
                                    + parameter.text("name") + "\".");
                }
            }
        }
    }
}
