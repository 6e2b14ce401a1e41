package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;

final class BinaryRule extends BasicRule {

    BinaryRule() {
        super(
                "binary",
                SeverityByProfile.STRICTER,
                DocPage.VALIDATOR,
                "Files are alone: type file in a form or as a whole response, format binary as a whole body or as a part of a form.",
                "Raw bytes cannot be part of JSON, nor of a URL-encoded form.",
                "Use \"format\": \"byte\" for base64 within JSON, and multipart/form-data for forms.",
                "FileParameterMustBeInFormData",
                "SchemaTypeFileNotValid",
                "InvalidStringBinaryProperty",
                "StringBinaryNotSupportedForFormUrlEncoded");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value parameter : document.parameters()) {
            boolean form = parameter.text("in").equals("formData");
            if (parameter.text("type").equals("file") && !form) {
                reporter.report(
                        parameter, "The parameter \"" + parameter.text("name") + "\" is a file, and not in a form.");
            } else if (isBinary(parameter) && !form) {
                reporter.report(
                        parameter, "The parameter \"" + parameter.text("name") + "\" is binary, and not in a form.");
            }
        }
        for (Value schema : document.schemas().all()) {
            boolean response = schema.key().equals("schema") && !schema.parent().has("in");
            if (schema.text("type").equals("file") && !response) {
                reporter.report(schema, "The schema has the type file, and is not that of a whole response.");
            } else if (isBinary(schema) && !isWhole(schema)) {
                reporter.report(schema, "The schema is binary, and part of another.");
            }
        }
        for (Operation operation : document.operations()) {
            checkForm(operation, Consumed.by(operation), reporter);
        }
    }

    private static void checkForm(Operation operation, Consumed consumed, Reporter reporter) {
        for (Value parameter : operation.parameters()) {
            boolean file = parameter.text("type").equals("file") || isBinary(parameter);
            if (parameter.text("in").equals("formData")
                    && file
                    && consumed.hasOnly("application/x-www-form-urlencoded")) {
                reporter.report(
                        parameter,
                        operation.title() + " takes a URL-encoded form, and the file \"" + parameter.text("name")
                                + "\" in it.",
                        "Write \"consumes\": [\"multipart/form-data\"].");
            }
        }
    }

    private static boolean isBinary(Value value) {
        return value.text("type").equals("string") && value.text("format").equals("binary");
    }

    private static boolean isWhole(Value schema) {
        return schema.key().equals("schema") || schema.parent().key().equals("definitions");
    }
}
