package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import java.util.List;
import java.util.Optional;

final class UnsubscribeExistsRule extends BasicRule {

    UnsubscribeExistsRule() {
        super(
                "delete-exists",
                SeverityByProfile.ERROR,
                DocPage.WEBHOOKS,
                "A subscription can be deleted, by an internal operation on a path below it.",
                "Engines unsubscribe when a workflow is switched off or changed.",
                "Add DELETE on the subscription's path with one parameter more, \"x-ms-visibility\": \"internal\".");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation subscription : document.operations()) {
            if (!CallbackParameter.subscribes(subscription)) {
                continue;
            }
            List<Operation> deletes = UnsubscribeOperation.in(document);
            Optional<Operation> own = deletes.stream()
                    .filter(delete -> UnsubscribeOperation.isOf(delete, subscription))
                    .findFirst();
            if (deletes.isEmpty()) {
                reporter.report(
                        subscription.value(),
                        "Nothing in the document deletes what " + subscription.title() + " subscribes.");
            } else if (own.isEmpty()) {
                reporter.report(
                        SeverityByProfile.INFO,
                        subscription.value(),
                        "There is no DELETE below " + subscription.title() + ".");
            } else if (!own.get().isInternal()) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        own.get().value(),
                        own.get().title() + " unsubscribes, and people see it.",
                        "Write \"x-ms-visibility\": \"internal\".");
            }
        }
    }
}
