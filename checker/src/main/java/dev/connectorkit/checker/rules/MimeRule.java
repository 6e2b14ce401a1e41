package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.List;
import java.util.regex.Pattern;

final class MimeRule extends BasicRule {
    private static final Pattern KNOWN = Pattern.compile(
            "(?i)(application/([\\w.+-]*json|octet-stream|x-www-form-urlencoded)|multipart/form-data|text/[\\w.+-]+)(\\s*;.*)?");

    MimeRule() {
        super(
                "mime",
                SeverityByProfile.WARNING,
                DocPage.VALIDATOR,
                "Bodies are JSON, text, bytes or forms, and objects travel as JSON.",
                "Engines convert no other media types.",
                "Write \"application/json\".",
                "MimeTypeNotSupported",
                "MimeTypeNotValid");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        checkTypes(document.root(), reporter);
        for (Operation operation : document.operations()) {
            Value own = operation.value().get("produces");
            checkTypes(operation.value(), reporter);
            Value produces = own.exists() ? own : document.root().get("produces");
            boolean json = produces.texts().isEmpty()
                    || produces.texts().stream().anyMatch(type -> type.matches("(?i).*json.*|\\*/\\*"));
            String output = operation.outputResponse().get("schema").resolve().text("type");
            if (!json && output.equals("object")) {
                reporter.report(
                        own.exists() ? own : operation.value(),
                        operation.title() + " returns an object, but does not produce JSON.");
            }
        }
    }

    private static void checkTypes(Value holder, Reporter reporter) {
        for (String key : List.of("consumes", "produces")) {
            for (Value type : holder.get(key).children()) {
                if (!KNOWN.matcher(type.text()).matches()) {
                    reporter.report(type, "Connectors do not support the media type " + type.node() + ".");
                }
            }
        }
    }
}
