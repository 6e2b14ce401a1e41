package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Compares the headers of a request of revision 2026-07-28 with its body.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#server-validation">Server
 *     Validation</a>
 */
final class StatelessHeaders {

    static final String VERSION = "MCP-Protocol-Version";
    private static final String META_VERSION = "io.modelcontextprotocol/protocolVersion";
    private static final String META_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    private static final String ENCODED_START = "=?base64?";
    private static final String ENCODED_END = "?=";

    private StatelessHeaders() {}

    /** Returns whether a request is one of this revision or of a later one, rather than one that follows a handshake. */
    static boolean isStateless(McpRequest request, JsonNode params) {
        String header = request.header(VERSION);
        return params.path("_meta").has(META_VERSION) || Versions.STATELESS.equals(header);
    }

    /** @throws RpcException if the request must be refused */
    static void check(McpRequest request, RpcMessage message) {
        JsonNode meta = message.params().path("_meta");
        if (!meta.path(META_VERSION).isTextual()
                || !meta.path(META_CAPABILITIES).isObject()) {
            throw new RpcException(
                    RpcException.INVALID_PARAMS,
                    "params._meta must have " + META_VERSION + ", a string, and " + META_CAPABILITIES + ", an object");
        }
        String version = meta.path(META_VERSION).asText();
        compare(VERSION, request.header(VERSION), version);
        if (!version.equals(Versions.STATELESS)) {
            throw Versions.unsupported(version);
        }
        compare("Mcp-Method", request.header("Mcp-Method"), message.method());
        String name = name(message);
        if (name != null) {
            compare("Mcp-Name", decoded(request.header("Mcp-Name")), name);
        }
    }

    private static @Nullable String name(RpcMessage message) {
        String property = switch (message.method()) {
            case "tools/call" -> "name";
            case "tasks/get", "tasks/update", "tasks/cancel" -> "taskId";
            default -> "";
        };
        JsonNode name = message.params().path(property);
        return name.isTextual() ? name.asText() : null;
    }

    private static void compare(String name, @Nullable String header, String body) {
        if (!body.equals(header)) {
            throw new RpcException(
                    RpcException.HEADER_MISMATCH,
                    header == null
                            ? "Header mismatch: " + name + " is missing"
                            : "Header mismatch: " + name + " is '" + header + "', and the body has '" + body + "'");
        }
    }

    private static @Nullable String decoded(@Nullable String value) {
        if (value == null || !value.startsWith(ENCODED_START) || !value.endsWith(ENCODED_END)) {
            return value;
        }
        try {
            String encoded = value.substring(ENCODED_START.length(), value.length() - ENCODED_END.length());
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new RpcException(RpcException.HEADER_MISMATCH, "Header mismatch: Mcp-Name is invalid Base64");
        }
    }

    /** Returns whether the client of this request can follow tasks. */
    static boolean hasTasks(JsonNode params) {
        return params.path("_meta").path(META_CAPABILITIES).path("extensions").has(Tasks.EXTENSION);
    }
}
