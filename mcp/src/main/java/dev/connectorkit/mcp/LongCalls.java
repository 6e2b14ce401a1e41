package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends the requests of calls, and follows those that are accepted to their end. Thread-safe. */
final class LongCalls {

    private static final int ACCEPTED = 202;
    private static final Set<Integer> LATER =
            Set.of(429, 503); // with Retry-After: the status is out of reach, and the work goes on
    private static final int DEFAULT_SECONDS = 5;
    private static final long FIRST_PAUSE = 200;
    private static final long LONGEST_PAUSE = 2_000;
    private static final int MAX_ID = 8_192;
    private static final Pattern ID = Pattern.compile(
            "(?<created>\\d{1,15})(?<kind>[wp])"
                    + "(?<target>(?:[A-Za-z0-9._~!$&'()*+,;=@-]|%[0-9A-Fa-f]{2})+(?:[/?](?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?)");

    /** The state of a call. */
    sealed interface Outcome {}

    /** It has ended, with this result of a tool. */
    record Done(int status, ObjectNode result) implements Outcome {}

    /**
     * It goes on.
     *
     * @param target path and query of its status, relative to the base of the connector
     * @param wrapped whether the result will be wrapped
     * @param createdAt in milliseconds since 1970
     * @param seconds the time after which a look is worth its while
     */
    record Pending(String target, boolean wrapped, long createdAt, long seconds, String message) implements Outcome {

        /** Everything that another node needs; the status URL has the connector's own protection. */
        String id() {
            String text = createdAt + (wrapped ? "w" : "p") + target;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        static Optional<Pending> of(String id) {
            if (id.length() > MAX_ID) {
                return Optional.empty();
            }
            try {
                Matcher text = ID.matcher(new String(Base64.getUrlDecoder().decode(id), StandardCharsets.UTF_8));
                boolean valid = text.matches() && !text.group("target").contains("..");
                return valid
                        ? Optional.of(new Pending(
                                text.group("target"),
                                text.group("kind").equals("w"),
                                Long.parseLong(text.group("created")),
                                DEFAULT_SECONDS,
                                ""))
                        : Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    private final Duration limit;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;

    /** @param limit the time for which a call is followed */
    LongCalls(Duration limit, ScheduledExecutorService scheduler, Clock clock) {
        this.limit = limit;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Sends the request of a call and follows it. */
    CompletionStage<Outcome> call(ToolRequest request, boolean wrapped, ToolTransport transport) {
        long end = System.nanoTime() + limit.toNanos();
        return transport
                .send(request)
                .thenApply(response -> outcome(response, wrapped, clock.millis()))
                .thenCompose(outcome -> follow(outcome, FIRST_PAUSE, end, transport));
    }

    /** Follows a call that goes on. */
    CompletionStage<Outcome> resume(Pending pending, ToolTransport transport) {
        long end = System.nanoTime() + limit.toNanos();
        return look(pending, transport).thenCompose(outcome -> follow(outcome, FIRST_PAUSE, end, transport));
    }

    /** Asks once for the state of a call. */
    CompletionStage<Outcome> look(Pending pending, ToolTransport transport) {
        return transport
                .send(new ToolRequest("GET", pending.target(), Map.of(), new byte[0]))
                .thenApply(response -> outcome(response, pending.wrapped(), pending.createdAt(), pending));
    }

    /** Cancels a call; returns the connector's answer. */
    CompletionStage<ToolResponse> cancel(Pending pending, ToolTransport transport) {
        return transport.send(new ToolRequest("DELETE", pending.target(), Map.of(), new byte[0]));
    }

    private CompletionStage<Outcome> follow(Outcome outcome, long pause, long end, ToolTransport transport) {
        if (!(outcome instanceof Pending pending) || System.nanoTime() - end >= 0) {
            return CompletableFuture.completedFuture(outcome);
        }
        CompletableFuture<Pending> paused = new CompletableFuture<>();
        var unused = scheduler.schedule(() -> paused.complete(pending), pause, TimeUnit.MILLISECONDS);
        return paused.thenCompose(known -> look(known, transport))
                .thenCompose(found -> follow(found, Math.min(pause * 2, LONGEST_PAUSE), end, transport));
    }

    private static Outcome outcome(ToolResponse response, boolean wrapped, long createdAt) {
        return outcome(response, wrapped, createdAt, null);
    }

    /** A status without a Location stays where it is. */
    private static Outcome outcome(ToolResponse response, boolean wrapped, long createdAt, @Nullable Pending known) {
        String target = response.location() != null ? response.location() : known == null ? null : known.target();
        boolean later = known != null && response.retryAfter() >= 0 && LATER.contains(response.status());
        if ((response.status() != ACCEPTED && !later) || target == null) {
            return new Done(response.status(), ToolResult.of(response, wrapped));
        }
        long seconds = response.retryAfter() < 0 ? DEFAULT_SECONDS : Math.max(1, response.retryAfter());
        return new Pending(target, wrapped, createdAt, seconds, message(response));
    }

    private static String message(ToolResponse response) {
        try {
            JsonNode state = JsonReader.read(response.body());
            String percent =
                    state.path("percent").isNumber() ? state.path("percent").asText() + " %" : "";
            String message = state.path("message").asText();
            return percent.isEmpty() || message.isEmpty() ? percent + message : percent + ": " + message;
        } catch (IOException e) {
            return "";
        }
    }
}
