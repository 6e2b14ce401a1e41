package dev.connectorkit.checker.rules;

import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import java.util.List;

/** Finds the operation that ends a subscription. */
final class UnsubscribeOperation {

    private UnsubscribeOperation() {}

    static List<Operation> in(Document document) {
        return document.operations().stream()
                .filter(operation -> operation.method().equals("delete"))
                .toList();
    }

    /** Reports whether the DELETE is on the subscription's path, with one parameter more or without. */
    static boolean isOf(Operation delete, Operation subscription) {
        String base = subscription.path().key();
        while (base.endsWith("/")) {
            base = base.substring(0, base.length() - 1);
        }
        String path = delete.path().key();
        return path.startsWith(base) && path.substring(base.length()).matches("/?|/\\{[^/]*}/?");
    }
}
