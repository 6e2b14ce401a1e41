package dev.connectorkit.checker.rules;

import java.net.URI;

/** The pages on which the rules are documented. */
enum DocPage {
    VALIDATOR("certification-swagger-validator-rules"),
    EXTENSIONS("openapi-extensions"),
    STRINGS("connector-string-guidance"),
    SUBMISSION("certification-submission"),
    WEBHOOKS("create-webhook-trigger"),
    POLLING("create-polling-trigger"),
    LIMITS("faq"),
    DEFINITION("define-openapi-definition");

    private final String page;

    DocPage(String page) {
        this.page = page;
    }

    URI page() {
        return URI.create("https://learn.microsoft.com/connectors/custom-connectors/" + page);
    }
}
