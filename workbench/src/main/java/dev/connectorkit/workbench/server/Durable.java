package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.Response;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** The orchestrations of a connector that has the HTTP API of Durable Functions. */
final class Durable {

    private static final String PREFIX = "/runtime/webhooks/durabletask/";
    private static final Set<String> METHODS = Set.of("GET", "POST", "DELETE");

    private Durable() {}

    /**
     * Sends a request of the API.
     *
     * @param path below the prefix, or {@code orchestrators/NAME} to start one, with a query
     * @throws IllegalArgumentException if it leaves the API
     */
    static ObjectNode send(Session session, String method, String path, String body) {
        boolean starts = path.matches("orchestrators/[A-Za-z0-9_.%-]+");
        boolean manages = path.matches("instances([/?][^#]*)?") && !path.contains("..");
        if (!METHODS.contains(method) || !(starts || manages)) {
            throw new IllegalArgumentException("The API of Durable Functions has no " + method + " " + path);
        }
        URI url = URI.create(session.connector().base() + (starts ? "/" : PREFIX) + path);
        Map<String, String> headers = body.isEmpty() ? Map.of() : Map.of("Content-Type", "application/json");
        Exchange exchange = session.call(engine -> engine.send(new Request(method, url, headers, body)));
        ObjectNode answer = Json.object().put("status", exchange.status()).put("failure", exchange.failure());
        exchange.response()
                .map(Response::json)
                .filter(json -> !json.isMissingNode())
                .ifPresent(json -> answer.set("body", json));
        return answer;
    }
}
