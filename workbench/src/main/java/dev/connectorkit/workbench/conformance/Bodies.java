package dev.connectorkit.workbench.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.document.Value;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Response;
import java.util.Locale;

/** Rules that every body keeps. */
final class Bodies {

    private Bodies() {}

    /** Requires that a body is of the declared schema. */
    static Outcome matches(JsonNode body, Value schema, Exchange exchange) {
        return SchemaMatch.difference(body, schema)
                .map(difference ->
                        Outcome.failed(capital(difference) + ", as it is declared at " + schema.pointer(), exchange))
                .orElse(Outcome.passed(exchange));
    }

    /** Requires JSON in UTF-8. */
    static Outcome isJson(String contentType, Exchange exchange) {
        String type = contentType.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
        boolean json = type.equals("application/json") || type.equals("application/json;charset=utf-8");
        return Outcome.require(
                json, "Content-Type is not application/json in UTF-8, but '" + contentType + "'", exchange);
    }

    /** Reports whether an error has a body that a person can read. */
    static boolean explains(Exchange exchange) {
        JsonNode body = exchange.response().map(Response::json).orElseThrow();
        for (String name : new String[] {"title", "detail", "message", "error", "error_description"}) {
            if (body.has(name)) {
                return true;
            }
        }
        return false;
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
