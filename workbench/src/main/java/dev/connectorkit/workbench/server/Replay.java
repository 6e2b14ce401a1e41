package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.test.Exchange;
import dev.connectorkit.test.Request;
import dev.connectorkit.test.Response;
import dev.connectorkit.test.WorkflowEngine;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of a workflow again, in their order, and compares the answers: status, {@code Location}, {@code Retry-After},
 * content type, and the shape of the body. A request to a recorded {@code Location} goes to the {@code Location} of the new answer
 * instead. Waits are shortened to a second. For one thread.
 */
final class Replay {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WorkflowEngine engine;
    private final URI base;
    private final @Nullable Runnable fire;
    private final Map<String, URI> locations = new HashMap<>();

    /**
     * Prepares a replay.
     *
     * @param base the URL of the connector, which may differ from the recorded one
     * @param fire makes an event before each poll that found something; null if nothing can
     */
    Replay(WorkflowEngine engine, URI base, @Nullable Runnable fire) {
        this.engine = engine;
        this.base = base;
        this.fire = fire;
    }

    /**
     * Plays the exchanges.
     *
     * @param polls whether they are those of a polling trigger
     * @param recorded with headers and bodies, the oldest first
     * @param step takes each step as it ends
     */
    void play(boolean polls, List<ObjectNode> recorded, Consumer<ObjectNode> step) {
        for (ObjectNode before : recorded) {
            boolean answered = before.path("direction").asText().equals("CALL")
                    && before.path("status").asInt() > 0
                    && before.path("fault").asText().isEmpty();
            if (answered) {
                step.accept(step(polls, before));
            }
        }
    }

    private ObjectNode step(boolean polls, ObjectNode before) {
        int status = before.path("status").asInt();
        boolean found = polls && status == 200;
        if (found && fire != null) {
            fire.run();
        }
        Request request = request(before);
        Exchange after = engine.send(request);
        boolean later = before.path("method").asText().equals("GET") && status != 202 && (!polls || fire != null);
        for (Duration waited = Duration.ZERO;
                later && after.status() == 202 && waited.compareTo(PATIENCE) < 0;
                waited = waited.plus(LONGEST_PAUSE)) {
            engine.advance(LONGEST_PAUSE);
            after = engine.send(new Request("GET", next(after).orElse(request.url()), request.headers(), ""));
        }
        JsonNode recorded = before.path("response");
        Optional<URI> next = next(after);
        header(recorded, "Location")
                .map(location -> resolved(before, location))
                .ifPresent(location -> next.ifPresent(url -> locations.put(location, url)));
        ObjectNode step = Json.object()
                .put("method", request.method())
                .put("url", before.path("url").asText())
                .put("before", status)
                .put("after", after.status());
        compare(recorded, status, after).forEach(step.putArray("differences")::add);
        return step;
    }

    private static Optional<URI> next(Exchange exchange) {
        return exchange.response()
                .flatMap(answer -> answer.location(exchange.request().url()));
    }

    private Request request(ObjectNode before) {
        String recorded = before.path("url").asText();
        URI url = Optional.ofNullable(locations.get(masked(recorded))).orElseGet(() -> moved(recorded));
        Map<String, String> headers = new TreeMap<>();
        before.path("request").path("headers").properties().forEach(header -> {
            String name = header.getKey();
            boolean own = name.matches("(?i)host|content-length|connection|authorization|x-ms-workflow-.*");
            if (!own && !header.getValue().asText().contains(Secrets.DOTS)) {
                headers.put(name, header.getValue().asText());
            }
        });
        return new Request(
                before.path("method").asText(),
                url,
                headers,
                before.path("request").path("body").asText());
    }

    /** Returns a recorded URL as one of the present connector, without the parameters whose values were secrets. */
    private URI moved(String recorded) {
        URI url = URI.create(recorded);
        String path = url.getRawPath();
        String prefix = base.getRawPath() == null ? "" : base.getRawPath();
        String query =
                url.getRawQuery() == null ? "" : url.getRawQuery().replaceAll("(^|&)[^&=]+=\\*\\*\\*(?=&|$)", "");
        String origin = base.toString().substring(0, base.toString().length() - prefix.length());
        return URI.create(origin + path + (query.isEmpty() ? "" : "?" + query.replaceFirst("^&", "")));
    }

    private static String resolved(ObjectNode before, String location) {
        return masked(URI.create(before.path("url").asText())
                .resolve(masked(location))
                .toString());
    }

    /** Returns a URL with the same mark for secrets in URLs and in headers. */
    private static String masked(String url) {
        return url.replace(Secrets.DOTS, "***");
    }

    private static List<String> compare(JsonNode recorded, int status, Exchange after) {
        Response answer = after.answer();
        List<String> differences = new java.util.ArrayList<>();
        if (answer == null) {
            return List.of("There is no answer: " + after.failure());
        }
        if (status != answer.status()) {
            differences.add("status: " + status + ", now " + answer.status());
        }
        presence(differences, "Location", header(recorded, "Location"), answer.header("Location"));
        same(differences, "Retry-After", header(recorded, "Retry-After"), answer.header("Retry-After"));
        same(differences, "Content-Type", header(recorded, "Content-Type"), answer.header("Content-Type"));
        if (status == answer.status()) {
            Map<String, String> old = Shape.of(recorded.path("body").asText());
            Map<String, String> fresh = Shape.of(answer.body());
            old.forEach((path, type) -> {
                String now = fresh.get(path);
                if (!type.equals(now)) {
                    differences.add(path + ": " + type + (now == null ? ", now absent" : ", now " + now));
                }
            });
            fresh.forEach((path, type) -> {
                if (!old.containsKey(path)) {
                    differences.add(path + ": absent, now " + type);
                }
            });
        }
        return differences;
    }

    private static void presence(List<String> differences, String name, Optional<String> old, Optional<String> now) {
        if (old.isPresent() != now.isPresent()) {
            differences.add(name + (now.isPresent() ? ": absent, now present" : ": present, now absent"));
        }
    }

    private static void same(List<String> differences, String name, Optional<String> old, Optional<String> now) {
        if (!old.equals(now)) {
            differences.add(name + ": " + old.orElse("absent") + ", now " + now.orElse("absent"));
        }
    }

    /** Returns a header of a recorded message, in any case. */
    static Optional<String> header(JsonNode message, String name) {
        return message.path("headers").properties().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().asText())
                .findFirst();
    }
}
