package dev.connectorkit.workbench.conformance;

import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.WorkflowEngine;
import java.util.Map;
import java.util.Optional;

/** The rule for the operation by which designers test a connection. */
final class TestConnectionRules {

    static final ConformanceRule DYN_03 = ConformanceRule.warning(
            "DYN-03", "The test of a connection is a GET without required inputs that wants credentials");

    private TestConnectionRules() {}

    static Outcome check(WorkflowEngine engine, Document document) {
        String id =
                document.root().get("x-ms-capabilities").get("testConnection").text("operationId");
        if (id.isEmpty()) {
            return Outcome.skipped("The document has no testConnection");
        }
        Optional<Operation> operation = document.operation(id);
        Request request;
        try {
            request = engine.request(id, Map.of(), null);
        } catch (IllegalArgumentException e) {
            return Outcome.failed("The test of the connection cannot be called: " + e.getMessage());
        }
        Exchange good = engine.send(request);
        boolean inputs =
                operation.isEmpty() || operation.get().parameters().stream().anyMatch(TestConnectionRules::isRequired);
        if (inputs || !request.method().equals("GET")) {
            return Outcome.failed("The test of the connection is not a GET without required inputs", good);
        }
        if (good.status() != 200) {
            return Outcome.failed("With the connection's credentials the answer is " + good.status(), good);
        }
        Exchange bad = engine.sendWithoutCredentials(request);
        boolean secured = document.root().get("securityDefinitions").children().isEmpty();
        return Outcome.require(
                secured || bad.status() == 401 || bad.status() == 403,
                "Without credentials the answer is " + bad.status(),
                good,
                bad);
    }

    private static boolean isRequired(Value parameter) {
        return parameter.get("required").node().asBoolean();
    }
}
