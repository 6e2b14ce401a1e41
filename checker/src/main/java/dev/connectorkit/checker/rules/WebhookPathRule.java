package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.List;
import java.util.Optional;

final class WebhookPathRule extends BasicRule {

    WebhookPathRule() {
        super(
                "nc-path-exclusive",
                SeverityByProfile.ERROR,
                DocPage.EXTENSIONS,
                "A path with x-ms-notification-content carries the subscription and nothing else.",
                "Designers take every operation of that path for a webhook.",
                "Move the operation to a path of its own, as in \"/subscriptions/{subscriptionId}\".");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value path : document.paths()) {
            if (path.has("x-ms-notification-content")) {
                List<Operation> here = document.operations().stream()
                        .filter(operation -> operation.path().isSame(path))
                        .toList();
                Optional<Operation> subscription =
                        here.stream().filter(CallbackParameter::subscribes).findFirst();
                here.stream()
                        .filter(operation -> operation != subscription.orElse(here.get(0)) && !operation.isInternal())
                        .forEach(other -> reporter.report(
                                other.value(), "Designers take " + other.title() + " for a webhook, by its path."));
            }
        }
    }
}
