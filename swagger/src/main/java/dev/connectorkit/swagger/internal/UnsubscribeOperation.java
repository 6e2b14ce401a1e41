package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The DELETE that the toolkit answers for a subscribe operation, on an OpenAPI 3 tree. */
public final class UnsubscribeOperation {

    /** Stands on subscribe operations between reading and {@link #addTo}. */
    static final String MARK = "x-connectorkit-unsubscribable";

    private static final String ID = "subscriptionId";
    private static final String SUFFIX = "Unsubscribe";

    private UnsubscribeOperation() {}

    /** Replaces the marks by operations: of a webhook below its path, of a push trigger, which is a PUT, at its own. */
    public static void addTo(ObjectNode openApi) {
        ObjectNode paths = openApi.withObjectProperty("paths");
        List<Map.Entry<String, JsonNode>> known = new ArrayList<>(paths.properties());
        for (Map.Entry<String, JsonNode> path : known) {
            for (Map.Entry<String, JsonNode> method :
                    path.getValue().properties().stream().toList()) {
                if (method.getValue() instanceof ObjectNode operation && operation.remove(MARK) != null) {
                    boolean push = method.getKey().equals("put");
                    String at = push ? path.getKey() : path.getKey().replaceAll("/+$", "") + "/{" + ID + "}";
                    if (!declares(paths, at)) {
                        paths.withObjectProperty(at).set("delete", delete(operation, !push));
                    }
                }
            }
        }
    }

    /** Whether the author has written it, under any name of the last part. */
    private static boolean declares(ObjectNode paths, String at) {
        return paths.properties().stream()
                .anyMatch(path -> template(path.getKey()).equals(template(at))
                        && path.getValue().has("delete"));
    }

    private static String template(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }

    private static ObjectNode delete(ObjectNode subscribe, boolean byId) {
        String summary = subscribe.path("summary").asText();
        ObjectNode delete = JsonTrees.object();
        JsonTrees.copy(subscribe, "tags", delete);
        delete.put("summary", "Unsubscribe");
        delete.put("description", "Ends a subscription" + (summary.isEmpty() ? "." : " to \"" + summary + "\"."));
        delete.put("operationId", subscribe.path("operationId").asText() + SUFFIX);
        ArrayNode parameters = delete.putArray("parameters");
        for (JsonNode parameter : subscribe.path("parameters")) {
            if (parameter.path("in").asText().equals("path")) {
                parameters.add(parameter.deepCopy());
            }
        }
        if (byId) {
            ObjectNode id = parameters.addObject();
            id.put("name", ID).put("in", "path");
            id.put("description", "The last part of the Location that the subscription was answered with.");
            id.put("required", true);
            id.putObject("schema").put("type", "string");
            id.put(Extensions.SUMMARY, "Subscription ID");
            id.put(Extensions.URL_ENCODING, "single");
        }
        delete.putObject("responses").putObject("204").put("description", "Unsubscribed");
        delete.put(Extensions.VISIBILITY, "internal");
        return delete;
    }

    /** Takes the operation out of a path whose subscribe operation was taken out. */
    static void removeFrom(ObjectNode path) {
        if (path.path("delete").path("operationId").asText().endsWith(SUFFIX)) {
            path.remove("delete");
        }
    }
}
