package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the methods and parameters in which a document cannot say something, in place of their pointers. */
final class LossPlaces {

    private static final Pattern OPERATION =
            Pattern.compile("(/paths/[^/]+/[a-z]+)(/parameters/\\d+)?(?=[/:])(?:/schema)?");

    private LossPlaces() {}

    /** Returns the losses with the names of what they are about; those outside of operations as they are. */
    static List<String> named(List<String> losses, ObjectNode openApi, List<Class<?>> resources) {
        Map<String, String> methods = new HashMap<>();
        for (Class<?> resource : resources) {
            ResourceMethod.of(resource).forEach(method -> methods.put(OperationIds.of(method), method.name()));
        }
        return losses.stream().map(loss -> named(loss, openApi, methods)).toList();
    }

    private static String named(String loss, JsonNode openApi, Map<String, String> methods) {
        Matcher place = OPERATION.matcher(loss);
        if (!place.lookingAt()) {
            return loss;
        }
        String method =
                methods.get(openApi.at(place.group(1)).path("operationId").asText());
        if (method == null) {
            return loss;
        }
        String parameter = place.group(2) == null
                ? ""
                : " (parameter '"
                        + openApi.at(place.group(1) + place.group(2))
                                .path("name")
                                .asText() + "')";
        return method + parameter + loss.substring(place.end());
    }
}
