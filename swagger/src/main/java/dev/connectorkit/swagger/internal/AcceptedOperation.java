package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;

/**
 * Describes asynchronous polling actions as designers read them: the payload is that of the 200, the 202 has headers only. The
 * operations by which engines ask for the payload and by which it is cancelled are hidden from people.
 */
public final class AcceptedOperation {

    private static final String MARK = "x-connectorkit-accepted";
    private static final String ID = "operationId";
    private static final String PATH = "/operations/{" + ID + "}";

    private AcceptedOperation() {}

    /** Adds the 202 beside the 200, and the operations of its Location. */
    static void accepted(Operation operation) {
        operation.addExtension(MARK, true);
        addAnswer(operation);
    }

    /** Adds the 202 beside the 200. */
    static void addAnswer(Operation operation) {
        operation
                .getResponses()
                .addApiResponse(
                        "202",
                        new ApiResponse()
                                .description("Accepted")
                                .addHeaderObject("Location", location())
                                .addHeaderObject("Retry-After", retryAfter()));
    }

    private static Header location() {
        return new Header().description("Where to ask for the result").schema(new StringSchema());
    }

    private static Header retryAfter() {
        return new Header().description("Seconds to wait before that").schema(new IntegerSchema());
    }

    /** Replaces the marks on an OpenAPI 3 tree by the operations that the toolkit answers, unless the author has written them. */
    public static void addTo(ObjectNode openApi) {
        boolean marked = false;
        for (JsonNode path : openApi.path("paths")) {
            for (JsonNode method : path) {
                marked |= method instanceof ObjectNode operation && operation.remove(MARK) != null;
            }
        }
        ObjectNode paths = openApi.withObjectProperty("paths");
        if (marked && !paths.has(PATH)) {
            ObjectNode path = paths.putObject(PATH);
            path.set("get", status());
            path.set("delete", cancel());
        }
    }

    private static ObjectNode status() {
        ObjectNode status = operation(
                "GetOperation",
                "Get the result of an operation",
                "Asks whether an operation has ended, for its result.");
        ObjectNode responses = status.putObject("responses");
        ObjectNode done = responses.putObject("200").put("description", "The result");
        done.putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("type", "object");
        ObjectNode headers = responses
                .putObject("202")
                .put("description", "It has not ended")
                .putObject("headers");
        headers.putObject("Location")
                .put("description", "Where to ask for the result")
                .putObject("schema")
                .put("type", "string");
        headers.putObject("Retry-After")
                .put("description", "Seconds to wait before that")
                .putObject("schema")
                .put("type", "integer")
                .put("format", "int32");
        responses.putObject("410").put("description", "It was cancelled, or its result is not kept any more");
        return status;
    }

    private static ObjectNode cancel() {
        ObjectNode cancel =
                operation("CancelOperation", "Cancel an operation", "Cancels an operation that has not ended.");
        cancel.putObject("responses").putObject("204").put("description", "Cancelled, or ended before");
        return cancel;
    }

    private static ObjectNode operation(String id, String summary, String description) {
        ObjectNode operation = JsonTrees.object();
        operation.put("summary", summary).put("description", description).put("operationId", id);
        ObjectNode parameter = operation.putArray("parameters").addObject();
        parameter.put("name", ID).put("in", "path");
        parameter.put("description", "The last part of the Location that the action was answered with.");
        parameter.put("required", true);
        parameter.putObject("schema").put("type", "string");
        parameter.put(Extensions.SUMMARY, "Operation ID");
        parameter.put(Extensions.URL_ENCODING, "single");
        operation.put(Extensions.VISIBILITY, "internal");
        return operation;
    }
}
