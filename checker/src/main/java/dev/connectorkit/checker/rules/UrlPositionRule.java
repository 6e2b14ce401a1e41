package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.Document;
import dev.connectorkit.checker.Grade;
import dev.connectorkit.checker.Operation;
import dev.connectorkit.checker.Reporter;
import dev.connectorkit.checker.Value;

final class UrlPositionRule extends BasicRule {

    UrlPositionRule() {
        super(
                "url-position",
                Grade.ERROR,
                Manual.VALIDATOR,
                "The callback URL is a required, internal string property of the body, marked with the boolean true.",
                "Write \"type\": \"string\", \"x-ms-visibility\": \"internal\", \"x-ms-notification-url\": true, and require it.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            for (CallbackUrl url : CallbackUrl.of(operation)) {
                Value mark = url.value().get("x-ms-notification-url");
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
                            Grade.WARNING, url.value(), "The callback URL, or something around it, is not required.");
                }
            }
        }
    }
}
