package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;

final class UnsubscribeShapeRule extends BasicRule {

    UnsubscribeShapeRule() {
        super(
                "delete-shape",
                SeverityByProfile.WARNING,
                DocPage.WEBHOOKS,
                "UnsubscribeOperation needs nothing but its URL: no body, no required header or query.",
                "Engines have nothing but the URL of the subscription to send.",
                "Make the parameter part of the path, or optional.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation delete : UnsubscribeOperation.in(document)) {
            boolean unsubscribes = document.operations().stream()
                    .anyMatch(other -> UnsubscribeOperation.isOf(delete, other) && CallbackParameter.subscribes(other));
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
