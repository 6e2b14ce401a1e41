package dev.connectorkit.server;

import org.glassfish.grizzly.Buffer;
import org.jspecify.annotations.Nullable;

/** A request on its way in: collects the head, then the body. Not thread-safe. */
final class Arrival {

    private final WireLimits limits;
    private final BodyMemory memory;
    private final LineReader lines = new LineReader();
    private @Nullable RequestHead head;
    private @Nullable RequestBody body;

    Arrival(WireLimits limits, BodyMemory memory) {
        this.limits = limits;
        this.memory = memory;
    }

    /** Reads on, no further than the end of the request; returns whether that is reached. */
    boolean read(Buffer input) throws Refusal {
        while (body == null && input.hasRemaining()) {
            readHead(input);
        }
        return body != null && body.read(input);
    }

    private void readHead(Buffer input) throws Refusal {
        String line = lines.line(input);
        if (lines.size() > limits.headerBytes()) {
            throw lines.firstLineSize() > limits.headerBytes()
                    ? Refusal.lineTooLong(limits.headerBytes())
                    : Refusal.headersTooLarge(limits.headerBytes());
        }
        if (line == null || !line.isEmpty()) {
            return;
        }
        if (lines.size() > 2) {
            head = RequestHead.parse(lines.all(), limits.headers());
            body = new RequestBody(head, limits, memory);
        }
        lines.reset(); // also of an empty line before the request, which counts for nothing
    }

    /** Returns whether something of a request is here. */
    boolean hasBegun() {
        return body != null || lines.size() > 0;
    }

    /** Returns whether the client waits for a 100 before it sends the body. */
    boolean awaitsContinue() {
        return head != null && head.awaitsContinue() && body != null && body.isUntouched();
    }

    /** Returns the head of the complete request. */
    byte[] head() {
        if (head == null || body == null) {
            throw new IllegalStateException("The request is not complete");
        }
        return head.bytes(body.size());
    }

    /** Returns the body of the complete request, which may be followed by other bytes in its array. */
    RequestBody body() {
        if (body == null) {
            throw new IllegalStateException("The request is not complete");
        }
        return body;
    }

    /** Forgets the request, and returns the number of bytes that it holds of the memory for bodies. */
    int end() {
        int held = body == null ? 0 : body.held();
        head = null;
        body = null;
        lines.reset();
        return held;
    }
}
