package dev.connectorkit.workbench.conformance;

import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Response;
import java.util.List;
import java.util.regex.Pattern;

/** Rules about everything that a connector has answered. */
final class SecurityRules {

    static final ConformanceRule SEC_01 =
            ConformanceRule.warning("SEC-01", "An error does not show stack traces, classes or paths of the connector");

    private static final Pattern INSIDE = Pattern.compile(
            "\\bat [\\w.$/]+\\([\\w.]+:\\d+\\)|\\b(?:[a-z_]\\w*\\.){2,}[A-Z]\\w*(?:Exception|Error)\\b|Traceback \\(most recent"
                    + "|\\bat (?:async )?\\S+ \\(?/\\S+:\\d+:\\d+\\)?|[A-Z]:\\\\\\\\?\\w+\\\\");

    private SecurityRules() {}

    static Outcome insides(List<Exchange> exchanges) {
        List<Exchange> errors = exchanges.stream()
                .filter(exchange -> exchange.direction() == Exchange.Direction.CALL && exchange.status() >= 400)
                .toList();
        for (Exchange exchange : errors) {
            if (INSIDE.matcher(exchange.response().map(Response::body).orElse(""))
                    .find()) {
                return Outcome.failed("An error shows the inside of the connector", exchange);
            }
        }
        return errors.isEmpty() ? Outcome.skipped("No error was provoked") : Outcome.passed(errors.get(0));
    }
}
