package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the POSTs of MCP clients, without a web framework: revision 2026-07-28, in which every request stands for itself, and those
 * before it, which begin with {@code initialize}. It keeps no sessions. Thread-safe.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http">Streamable HTTP</a>
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/transports">Transports of revision 2025-11-25</a>
 */
public final class McpServer {

    private static final Logger LOG = LoggerFactory.getLogger(McpServer.class);
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int MAX_BATCH = 50;

    private final StatelessProtocol stateless;
    private final HandshakeProtocol handshake;

    private McpServer(Builder builder) {
        LongCalls calls = new LongCalls(builder.followFor, builder.scheduler, builder.clock);
        ToolCalls tools = new ToolCalls(builder.tools, calls);
        ServerInfo info = new ServerInfo(builder.name, builder.version, builder.instructions);
        this.stateless = new StatelessProtocol(info, tools, new Tasks(calls, builder.clock));
        this.handshake = new HandshakeProtocol(info, tools);
    }

    /**
     * Returns a builder.
     *
     * @param scheduler waits for long actions; the caller closes it
     */
    public static Builder builder(McpTools tools, ScheduledExecutorService scheduler) {
        return new Builder(tools, scheduler);
    }

    /** Answers a POST; everything that a client can do wrong is an answer, and no exception. */
    public CompletionStage<McpResponse> handle(McpRequest request, ToolTransport transport) {
        JsonNode json;
        try {
            json = JsonReader.read(request.body());
        } catch (IOException e) {
            return refused(null, new RpcException(RpcException.PARSE_ERROR, "The body must be JSON"));
        }
        String version = request.header(StatelessHeaders.VERSION);
        if (json.isArray()) {
            return batch(json, version == null ? "2025-03-26" : version, transport);
        }
        RpcMessage message;
        try {
            message = RpcMessage.of(json);
            if (StatelessHeaders.isStateless(request, message.params())) {
                return stateless(request, message, transport);
            }
            if (version != null && !Versions.WITH_HANDSHAKE.contains(version)) {
                throw Versions.unsupported(version);
            }
        } catch (RpcException e) {
            return refused(RpcMessage.validId(json), e);
        }
        return message.isRequest()
                ? answer(message, () -> handshake.answer(message, transport))
                        .thenApply(answer -> new McpResponse(OK, answer))
                : CompletableFuture.completedFuture(new McpResponse(ACCEPTED, null));
    }

    private CompletionStage<McpResponse> stateless(McpRequest request, RpcMessage message, ToolTransport transport) {
        if (!message.isRequest()) {
            if (message.method().isEmpty()) {
                throw new RpcException(RpcException.INVALID_REQUEST, "A client sends no responses");
            }
            return CompletableFuture.completedFuture(new McpResponse(ACCEPTED, null));
        }
        StatelessHeaders.check(request, message);
        return answer(message, () -> stateless.answer(message, transport))
                .thenApply(answer -> new McpResponse(status(answer), answer));
    }

    private static int status(ObjectNode answer) {
        return switch (answer.path("error").path("code").asInt()) {
            case RpcException.METHOD_NOT_FOUND -> NOT_FOUND;
            case RpcException.MISSING_CAPABILITY -> BAD_REQUEST;
            default -> OK;
        };
    }

    private CompletionStage<McpResponse> batch(JsonNode messages, String version, ToolTransport transport) {
        if (!Versions.hasBatches(version)) {
            return refused(null, new RpcException(RpcException.INVALID_REQUEST, "The body must be one message"));
        }
        if (messages.isEmpty() || messages.size() > MAX_BATCH) {
            return refused(
                    null,
                    new RpcException(
                            RpcException.INVALID_REQUEST, "A batch must have 1 to " + MAX_BATCH + " messages"));
        }
        List<CompletableFuture<ObjectNode>> answers = new ArrayList<>();
        for (JsonNode each : messages) {
            try {
                RpcMessage message = RpcMessage.of(each);
                if (message.method().equals("initialize")) {
                    throw new RpcException(RpcException.INVALID_REQUEST, "initialize must not be part of a batch");
                }
                if (message.isRequest()) {
                    answers.add(answer(message, () -> handshake.answer(message, transport))
                            .toCompletableFuture());
                }
            } catch (RpcException e) {
                answers.add(CompletableFuture.completedFuture(RpcMessage.error(RpcMessage.validId(each), e)));
            }
        }
        if (answers.isEmpty()) {
            return CompletableFuture.completedFuture(new McpResponse(ACCEPTED, null));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    ArrayNode body = JsonNodeFactory.instance.arrayNode();
                    answers.forEach(answer -> body.add(answer.join()));
                    return new McpResponse(OK, body);
                });
    }

    /** The work on a request. */
    private interface Answering {
        CompletionStage<ObjectNode> answer();
    }

    private static CompletionStage<ObjectNode> answer(RpcMessage message, Answering answering) {
        CompletionStage<ObjectNode> result;
        try {
            result = answering.answer();
        } catch (RuntimeException e) {
            result = CompletableFuture.failedStage(e);
        }
        return result.handle((value, failure) -> failure == null
                ? RpcMessage.result(message.id(), value)
                : RpcMessage.error(message.id(), error(failure)));
    }

    private static RpcException error(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RpcException rpc) {
            return rpc;
        }
        LOG.error("A request of an agent failed", cause);
        return new RpcException(RpcException.INTERNAL_ERROR, "The server failed; its log says why");
    }

    private static CompletionStage<McpResponse> refused(@Nullable JsonNode id, RpcException error) {
        int status = error.code() == RpcException.METHOD_NOT_FOUND ? NOT_FOUND : BAD_REQUEST;
        return CompletableFuture.completedFuture(new McpResponse(status, RpcMessage.error(id, error)));
    }

    /** Builds a server. Not thread-safe. */
    public static final class Builder {

        private final McpTools tools;
        private final ScheduledExecutorService scheduler;
        private String name = "Connector";
        private String version = "1.0";
        private String instructions = "";
        private Duration followFor = Duration.ofSeconds(20);
        private Clock clock = Clock.systemUTC();

        private Builder(McpTools tools, ScheduledExecutorService scheduler) {
            this.tools = tools;
            this.scheduler = scheduler;
        }

        /** Sets the name that clients show; "Connector" by default. */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /** Sets the version that clients show; "1.0" by default. */
        public Builder version(String version) {
            this.version = version;
            return this;
        }

        /** Sets sentences for agents about the tools as a whole; none by default. */
        public Builder instructions(String instructions) {
            this.instructions = instructions;
            return this;
        }

        /**
         * Sets the time for which a call waits for a long action before it hands it over; 20 s by default, 0 for not at all.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder followFor(Duration limit) {
            if (limit.isNegative()) {
                throw new IllegalArgumentException("followFor must not be negative, but is " + limit);
            }
            this.followFor = limit;
            return this;
        }

        /** Sets the clock of tasks; the system's by default. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Returns the server.
         *
         * @throws IllegalArgumentException if a tool has the name of the one that checks long actions
         */
        public McpServer build() {
            return new McpServer(this);
        }
    }
}
