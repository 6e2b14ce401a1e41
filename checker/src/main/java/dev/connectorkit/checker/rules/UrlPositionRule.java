package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Document;
import dev.connectorkit.checker.model.Operation;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.checker.model.Value;

final class UrlPositionRule extends BasicRule {

    UrlPositionRule() {
        super(
                "url-position",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "The callback URL is a required, internal string property of the body, marked with the boolean true.",
                "Write \"type\": \"string\", \"x-ms-visibility\": \"internal\", \"x-ms-notification-url\": true, and require it.");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            for (CallbackParameter url : CallbackParameter.of(operation)) {
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
                            SeverityByProfile.WARNING,
                            url.value(),
                            "The callback URL, or something around it, is not required.");
                }
            }
        }
    }
}
