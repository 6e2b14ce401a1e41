package dev.connectorkit.designer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the operations of a document, and reads each of them. */
final class OperationReader {

    /** The designer looks for the word anywhere in the key: {@code x-target} is an operation to it. */
    private static final Pattern METHOD =
            Pattern.compile("get|put|post|delete|options|head|patch", Pattern.CASE_INSENSITIVE);

    private final Budget budget = new Budget();
    private final List<DesignerOperation> operations = new ArrayList<>();

    private OperationReader() {}

    /** Returns the important ones first, the advanced ones last; of two with one id the last counts. */
    static Collection<DesignerOperation> read(ResolvedNode document) {
        OperationReader reader = new OperationReader();
        document.get("paths").forEachField(reader::pathItem);
        reader.operations.sort(
                Comparator.comparingInt(operation -> SchemaProperty.rank(false, operation.visibility())));
        Map<String, DesignerOperation> byId = new LinkedHashMap<>();
        reader.operations.forEach(operation -> byId.put(operation.operationId(), operation));
        return byId.values();
    }

    private void pathItem(String path, ResolvedNode item) {
        item.forEachField((method, operation) -> {
            if (METHOD.matcher(method).find() && operation.json().isObject()) {
                operations.add(operation(path, method, operation, item));
            }
        });
    }

    private DesignerOperation operation(String path, String method, ResolvedNode operation, ResolvedNode item) {
        budget.nextOperation();
        ResolvedNode notification = item.get("x-ms-notification-content");
        ResolvedNode response =
                notification.truthy() ? notification : OutputReader.response(operation.get("responses"));
        String trigger = operation.truthy("x-ms-trigger")
                ? operation.get("x-ms-trigger").json().asText()
                : null;
        String hybrid = operation.get("x-ms-notification").textOrNull("operationId");
        OperationKind kind = kind(trigger != null, notification.truthy(), hybrid != null);
        boolean internal = operation.visibility().equalsIgnoreCase("internal");
        SplitOn splitOn = "batch".equalsIgnoreCase(trigger) && !internal ? OutputReader.splitOn(response) : null;
        return new DesignerOperation(
                operation.get("operationId").json().asText("undefined"),
                method,
                path,
                operation.text("summary"),
                operation.text("description"),
                kind,
                trigger,
                operation.visibility(),
                InputReader.read(parameters(operation, item), response, budget),
                OutputReader.outputs(response, budget),
                TokenReader.read(response, splitOn, budget),
                splitOn,
                kind == OperationKind.HYBRID_TRIGGER ? hybrid : null);
    }

    private static OperationKind kind(boolean trigger, boolean webhook, boolean hybrid) {
        if (webhook) {
            return trigger ? OperationKind.WEBHOOK_TRIGGER : OperationKind.WEBHOOK_ACTION;
        } else if (!trigger) {
            return OperationKind.ACTION;
        }
        return hybrid ? OperationKind.HYBRID_TRIGGER : OperationKind.POLLING_TRIGGER;
    }

    /** Returns the operation's own, and those of the path item that it does not name itself. */
    private static List<ResolvedNode> parameters(ResolvedNode operation, ResolvedNode item) {
        List<ResolvedNode> parameters =
                new ArrayList<>(operation.get("parameters").elements());
        Set<String> own = new HashSet<>();
        parameters.forEach(each -> own.add(each.text("name").toLowerCase(Locale.ROOT)));
        for (ResolvedNode shared : item.get("parameters").elements()) {
            if (!own.contains(shared.text("name").toLowerCase(Locale.ROOT))) {
                parameters.add(shared);
            }
        }
        return parameters;
    }
}
