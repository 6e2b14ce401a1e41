package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.test.CallOptions;
import dev.connectorkit.test.RetryPolicy;
import java.time.Duration;

/** Settings of a card, as the page sends them: the options of an action's call, and the policy of retries. */
record PlaySettings(CallOptions call, RetryPolicy retries) {

    static final PlaySettings DEFAULT = new PlaySettings(CallOptions.DEFAULT, RetryPolicy.exponential());

    static PlaySettings of(JsonNode body) {
        CallOptions options = CallOptions.DEFAULT;
        if (body.path("timeout").asLong() > 0) {
            options =
                    options.withTimeout(Duration.ofSeconds(body.path("timeout").asLong()));
        }
        if (!body.path("asyncPattern").asBoolean(true)) {
            options = options.withoutAsyncPattern();
        }
        return new PlaySettings(options, policy(body.path("retryPolicy")));
    }

    private static RetryPolicy policy(JsonNode policy) {
        String type = policy.path("type").asText("default");
        return switch (type) {
            case "default" -> RetryPolicy.exponential();
            case "none" -> RetryPolicy.none();
            case "fixed" ->
                RetryPolicy.fixed(
                        policy.path("count").asInt(4),
                        Duration.ofSeconds(policy.path("interval").asLong(10)));
            default ->
                throw new IllegalArgumentException(
                        "retryPolicy.type must be default, none or fixed, but is '" + type + "'");
        };
    }
}
