package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Writes exchanges in HTTP Archive 1.2; what only an engine knows is in fields that begin with an underscore. */
final class Har {

    private Har() {}

    /** @param exchanges with headers and bodies, the oldest first */
    static ObjectNode of(List<ObjectNode> exchanges) {
        ObjectNode log = Json.object().put("version", "1.2");
        log.putObject("creator").put("name", "ConnectorKit workbench").put("version", "0.1.0");
        ArrayNode entries = log.putArray("entries");
        exchanges.forEach(exchange -> entries.add(entry(exchange)));
        ObjectNode archive = Json.object();
        archive.set("log", log);
        return archive;
    }

    private static ObjectNode entry(ObjectNode exchange) {
        long took = exchange.path("took").asLong();
        ObjectNode entry = Json.object()
                .put(
                        "startedDateTime",
                        Instant.ofEpochMilli(exchange.path("at").asLong()).toString())
                .put("time", took);
        entry.set("request", request(exchange));
        entry.set("response", response(exchange));
        entry.putObject("cache");
        entry.putObject("timings").put("send", 0).put("wait", took).put("receive", 0);
        for (String own : List.of("direction", "operation", "workflow", "attempt", "fault")) {
            entry.set("_" + own, exchange.path(own));
        }
        return entry;
    }

    private static ObjectNode request(ObjectNode exchange) {
        JsonNode sent = exchange.path("request");
        String body = sent.path("body").asText();
        ObjectNode request = message(sent)
                .put("method", exchange.path("method").asText())
                .put("url", exchange.path("url").asText())
                .put("bodySize", body.getBytes(StandardCharsets.UTF_8).length);
        ArrayNode query = request.putArray("queryString");
        String raw = URI.create(exchange.path("url").asText()).getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.addObject()
                    .put("name", URLDecoder.decode(parts[0], StandardCharsets.UTF_8))
                    .put("value", parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        if (!body.isEmpty()) {
            request.putObject("postData").put("mimeType", type(sent)).put("text", body);
        }
        return request;
    }

    private static ObjectNode response(ObjectNode exchange) {
        JsonNode answer = exchange.path("response");
        String body = answer.path("body").asText();
        int size = body.getBytes(StandardCharsets.UTF_8).length;
        ObjectNode response = message(answer)
                .put("status", exchange.path("status").asInt())
                .put("statusText", "")
                .put("redirectURL", "")
                .put("bodySize", size)
                .put("comment", exchange.path("failure").asText());
        response.putObject("content")
                .put("size", size)
                .put("mimeType", type(answer))
                .put("text", body);
        return response;
    }

    private static ObjectNode message(JsonNode message) {
        ObjectNode common = Json.object().put("httpVersion", "HTTP/1.1").put("headersSize", -1);
        common.putArray("cookies");
        ArrayNode headers = common.putArray("headers");
        message.path("headers")
                .properties()
                .forEach(header -> headers.addObject()
                        .put("name", header.getKey())
                        .put("value", header.getValue().asText()));
        return common;
    }

    private static String type(JsonNode message) {
        return Replay.header(message, "Content-Type").orElse("");
    }
}
