package dev.connectorkit.workbench.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.designer.DesignerInput;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests with one input left out, or with an invalid value. */
final class Mutations {

    private Mutations() {}

    static Request without(Request request, DesignerInput input) {
        return changed(request, input, null);
    }

    /** Returns the request with a value of an input that a designer would not let through. */
    static Request with(Request request, DesignerInput input, JsonNode value) {
        return changed(request, input, value);
    }

    private static Request changed(Request request, DesignerInput input, @Nullable JsonNode value) {
        return switch (input.in()) {
            case "query" -> query(request, input.name(), value);
            case "header" -> header(request, input.name(), value);
            case "body" -> body(request, input, value);
            default -> throw new IllegalArgumentException("An input in " + input.in() + " cannot be changed");
        };
    }

    private static Request query(Request request, String name, @Nullable JsonNode value) {
        String url = request.url().toString();
        int mark = url.indexOf('?');
        String path = mark < 0 ? url : url.substring(0, mark);
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        List<String> pairs = new ArrayList<>(
                mark < 0 ? List.of() : Arrays.asList(url.substring(mark + 1).split("&", -1)));
        pairs.removeIf(pair -> pair.startsWith(encoded + "="));
        if (value != null) {
            pairs.add(encoded + "="
                    + URLEncoder.encode(value.asText(), StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return request.withUrl(URI.create(pairs.isEmpty() ? path : path + "?" + String.join("&", pairs)));
    }

    private static Request header(Request request, String name, @Nullable JsonNode value) {
        if (value != null) {
            return request.withHeader(name, value.asText());
        }
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.keySet().removeIf(name::equalsIgnoreCase);
        return new Request(request.method(), request.url(), headers, request.body());
    }

    private static Request body(Request request, DesignerInput input, @Nullable JsonNode value) {
        JsonNode body = new Response(200, Map.of(), request.body()).json();
        String[] steps = input.key().split("\\.", -1);
        if (steps.length <= 2 || !(body instanceof ObjectNode root)) {
            return request.withBody(value == null ? "" : value.toString());
        }
        ObjectNode parent = root;
        for (int i = 2; i < steps.length - 1; i++) {
            parent = parent.withObject("/" + name(steps[i]).replace("~", "~0").replace("/", "~1"));
        }
        String last = name(steps[steps.length - 1]);
        if (value == null) {
            parent.remove(last);
        } else {
            parent.set(last, value);
        }
        return request.withBody(root.toString());
    }

    /** Returns a property's name, from the form that the designer's keys have. */
    private static String name(String step) {
        return step.replace("~4", "?")
                .replace("~3", "*")
                .replace("~2", "[")
                .replace("~1", ".")
                .replace("~0", "~");
    }
}
