package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

final class PathOverlapRule extends BasicRule {

    private static final Pattern TEMPLATE = Pattern.compile(".*\\{[^}]*}.*");

    PathOverlapRule() {
        super(
                "path-overlap",
                SeverityByProfile.WARNING,
                DocPage.VALIDATOR,
                "No template of a path takes what is a fixed part of another path with the same method.",
                "A request, or a saved workflow, can be taken for the other operation: /orders/new for the order called new.",
                "Give one of the two a fixed part of its own, as in \"/orders/by-id/{orderId}\".",
                "PartialDuplicateOperationPath");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Map<String, List<Operation>> alike = document.operations().stream()
                .collect(Collectors.groupingBy(operation -> operation.method() + segments(operation).length));
        for (List<Operation> group : alike.values()) {
            for (Operation operation : group) {
                group.stream()
                        .filter(other -> takes(segments(operation), segments(other)))
                        .findFirst()
                        .ifPresent(other -> reporter.report(
                                operation.path(),
                                operation.title() + " takes requests for "
                                        + other.path().key() + " as well."));
            }
        }
    }

    private static String[] segments(Operation operation) {
        return operation.path().key().split("/", -1);
    }

    private static boolean takes(String[] general, String[] special) {
        boolean more = false;
        for (int i = 0; i < general.length; i++) {
            boolean open = TEMPLATE.matcher(general[i]).matches();
            boolean fixed = !TEMPLATE.matcher(special[i]).matches();
            if (!open && !general[i].equalsIgnoreCase(special[i])) {
                return false;
            }
            boolean whole = general[i].startsWith("{") && general[i].endsWith("}");
            if (open && fixed && !whole) {
                return false;
            }
            more |= open && fixed;
        }
        return more;
    }
}
