package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;

final class EditorRule extends BasicRule {

    EditorRule() {
        super(
                "editor-dictionary",
                SeverityByProfile.STRICTER,
                DocPage.VALIDATOR,
                "x-ms-editor is \"dictionary\" only on an object with additional properties.",
                "The editor writes keys and values, which nothing else takes.",
                "Write \"type\": \"object\" and \"additionalProperties\", or remove x-ms-editor.",
                "InvalidCustomEditorExtensionDictionaryValue");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value value : TypedValues.all(document)) {
            Value open = value.get("additionalProperties");
            boolean takes = value.text("type").equals("object")
                    && (open.node().isObject() || open.node().booleanValue());
            if (value.text("x-ms-editor").equals("dictionary") && !takes) {
                reporter.report(
                        value.get("x-ms-editor"),
                        "x-ms-editor is \"dictionary\", and the value is no object with additional properties.");
            }
        }
    }
}
