package dev.connectorkit.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.designer.DesignerOperation;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds the requests of a workflow: of the node that the designer saves, as an engine reads it. */
final class Requests {

    private static final String BOUNDARY = "connectorkit-part";

    private final ConnectorApi api;
    private final String workflowId = hex();
    private String operation = "";
    private final String agent = "azure-logic-apps/1.0,(workflow " + workflowId + "; version 08584300000000000001)";

    Requests(ConnectorApi api) {
        this.api = api;
    }

    /** Returns 32 random hexadecimal digits. */
    static String hex() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    String workflowId() {
        return workflowId;
    }

    /** Returns the property with the link to the next page; empty for an operation without pages. */
    String nextLinkName(DesignerOperation operation) {
        return api.document()
                .path("paths")
                .path(operation.path())
                .path(operation.method())
                .path("x-ms-pageable")
                .path("nextLinkName")
                .asText("");
    }

    /**
     * Returns the request of an operation with these inputs.
     *
     * @param callback the callback URL; null if it is not a webhook
     * @throws IllegalArgumentException if the inputs do not fit the card
     */
    Request of(DesignerOperation operation, Map<String, ?> inputs, @Nullable URI callback) {
        this.operation = operation.operationId();
        ObjectNode node = api.view().workflowNode(Inputs.fill(operation, inputs));
        ObjectNode inner = node.withObject("/inputs");
        inner.remove("host"); // the reference to the connection
        JsonNode saved = new Expressions(callback).evaluate(inner);
        List<String> query = new ArrayList<>();
        saved.path("queries")
                .properties()
                .forEach(field -> query.add(
                        Expressions.encoded(field.getKey()) + "=" + Expressions.encoded(text(field.getValue()))));
        String url = api.base() + saved.path("path").asText() + (query.isEmpty() ? "" : "?" + String.join("&", query));
        Map<String, String> headers = new LinkedHashMap<>();
        saved.path("headers").properties().forEach(field -> headers.put(field.getKey(), text(field.getValue())));
        String body = body(saved, headers);
        return engine(new Request(operation.method(), URI.create(url), headers, body));
    }

    /** Returns a request to a {@code Location}. */
    Request to(String method, URI location) {
        return engine(Request.of(method, location));
    }

    private static String body(JsonNode saved, Map<String, String> headers) {
        JsonNode body = saved.path("body");
        if (body.isMissingNode()) {
            return "";
        }
        if (body.has("$multipart")) {
            headers.put("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
            return multipart(body.get("$multipart"));
        }
        if (Binary.is(body)) {
            headers.putIfAbsent("Content-Type", Binary.contentType(body));
            return Binary.bytes(body);
        }
        headers.putIfAbsent(
                "Content-Type", body.isTextual() ? "text/plain; charset=utf-8" : "application/json; charset=utf-8");
        return text(body);
    }

    private static String multipart(JsonNode parts) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : parts) {
            text.append("--" + BOUNDARY + "\r\n");
            part.path("headers")
                    .properties()
                    .forEach(header -> text.append(header.getKey())
                            .append(": ")
                            .append(Binary.bytes(header.getValue()))
                            .append("\r\n"));
            JsonNode content = part.path("body");
            if (Binary.is(content)) {
                text.append("Content-Type: ")
                        .append(Binary.contentType(content))
                        .append("\r\n");
            }
            text.append("\r\n").append(Binary.bytes(content)).append("\r\n");
        }
        return text.append("--" + BOUNDARY + "--\r\n").toString();
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    /** Returns the request with the headers of an engine. */
    private Request engine(Request request) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", agent);
        headers.put("Accept-Language", "en-US");
        headers.put("x-ms-workflow-id", workflowId);
        headers.put("x-ms-workflow-name", "connectorkit");
        headers.put("x-ms-workflow-operation-name", operation);
        headers.put("x-ms-tracking-id", UUID.randomUUID().toString());
        headers.put("x-ms-correlation-id", UUID.randomUUID().toString());
        headers.put("x-ms-client-request-id", UUID.randomUUID().toString());
        headers.put("x-ms-client-tracking-id", UUID.randomUUID().toString());
        headers.putAll(request.headers());
        return new Request(request.method(), request.url(), headers, request.body());
    }
}
