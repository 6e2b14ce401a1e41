package dev.connectorkit.checker.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Schemas;
import dev.connectorkit.designer.document.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;

final class UrlPositionRule extends BasicRule {

    UrlPositionRule() {
        super(
                "url-position",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "The callback URL is a required, internal string property of the body, marked with the boolean true.",
                "The designer fills the callback URL in by itself, and only in such a place.",
                "Write \"type\": \"string\", \"x-ms-visibility\": \"internal\", \"x-ms-notification-url\": true, and require it.",
                "NotificationUrlNotAllowedInThisPosition",
                "NotificationUrlNotInternal",
                "NotificationUrlNotRequired",
                "NotificationUrlNotString");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        checkOutputs(document, reporter);
        for (Operation operation : document.operations()) {
            for (CallbackParameter url : CallbackParameter.of(operation)) {
                Value mark = url.value().get("x-ms-notification-url");
                checkTraps(operation, url, reporter);
                if (!url.inBody()) {
                    reporter.report(url.value(), "The callback URL is not part of the body.");
                }
                if (!mark.node().isBoolean()) {
                    reporter.report(mark, "x-ms-notification-url is " + mark.node() + ", and not the boolean true.");
                }
                if (!url.value().text("type").equals("string")) {
                    reporter.report(url.value(), "The callback URL is not a string.");
                }
                if (!url.internal()) {
                    reporter.report(url.value(), "The callback URL is not internal; people would be asked for it.");
                }
                if (!url.required()) {
                    reporter.report(
                            SeverityByProfile.WARNING,
                            url.value(),
                            "The callback URL, or something around it, is not required.");
                }
            }
        }
    }

    private static void checkTraps(Operation operation, CallbackParameter url, Reporter reporter) {
        if (url.value().has("default")) {
            reporter.report(
                    SeverityByProfile.WARNING,
                    url.value().get("default"),
                    "The callback URL has a default, which the designer saves in place of the URL of the workflow.",
                    "Remove the default.");
        }
        if (url.value().has("x-ms-url-encoding")) {
            reporter.report(
                    url.value().get("x-ms-url-encoding"),
                    "The callback URL is URL-encoded, so that nobody can call it.",
                    "Remove x-ms-url-encoding.");
        }
        if (url.around().isPresent() && !operation.isInternal()) {
            reporter.report(
                    SeverityByProfile.WARNING,
                    url.around().get(),
                    "Properties around the callback URL are internal, and the Logic Apps designer saves nothing of them.",
                    "Make the object visible, and its property internal.");
        }
    }

    private static void checkOutputs(Document document, Reporter reporter) {
        Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Stream.concat(
                        document.responses().stream(),
                        document.paths().stream().map(path -> path.get("x-ms-notification-content")))
                .flatMap(holder -> Schemas.reachable(holder.get("schema")).stream())
                .filter(schema -> seen.add(schema.node()))
                .forEach(schema -> checkOutput(schema, reporter));
    }

    private static void checkOutput(Value schema, Reporter reporter) {
        Value mark = schema.get("x-ms-notification-url");
        if (mark.node().booleanValue()) {
            reporter.report(
                    SeverityByProfile.STRICTER,
                    mark,
                    "x-ms-notification-url is in an answer or a notification, and not in a request.",
                    "Remove it, or give the answer a schema of its own.");
        }
    }
}
