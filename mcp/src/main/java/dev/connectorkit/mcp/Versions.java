package dev.connectorkit.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** The revisions of the protocol, newest first. */
final class Versions {

    /** The revision in which every request stands for itself. */
    static final String STATELESS = "2026-07-28";

    /** The revision that an answer to {@code initialize} names if the client asks for an unknown one. */
    static final String NEWEST_WITH_HANDSHAKE = "2025-11-25";

    /** The revisions that begin with {@code initialize}. */
    static final List<String> WITH_HANDSHAKE = List.of(NEWEST_WITH_HANDSHAKE, "2025-06-18", "2025-03-26", "2024-11-05");

    private static final List<String> WITH_BATCHES = List.of("2025-03-26", "2024-11-05");

    private Versions() {}

    /** Returns whether clients of this revision may send several messages at once. */
    static boolean hasBatches(String version) {
        return WITH_BATCHES.contains(version);
    }

    static ArrayNode all() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode().add(STATELESS);
        WITH_HANDSHAKE.forEach(all::add);
        return all;
    }

    static RpcException unsupported(String requested) {
        var data = JsonNodeFactory.instance.objectNode();
        data.set("supported", all());
        data.put("requested", requested);
        return new RpcException(RpcException.UNSUPPORTED_VERSION, "Unsupported protocol version", data);
    }
}
