package dev.connectorkit.server;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glassfish.grizzly.Buffer;

/**
 * Collects the body of a request, of a known length or in chunks. Chunk extensions and trailer fields are checked and left out.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-7.1">RFC 9112, 7.1</a>
 */
final class RequestBody {

    private static final int MAX_CHUNK_LINE = 4096;
    private static final int DIGITS = 15;
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]+)[ \\t]*(?:;[^\\x00-\\x08\\x0A-\\x1F\\x7F]*)?");

    private final RequestHead head;
    private final WireLimits limits;
    private final BodyMemory memory;
    private final LineReader line = new LineReader();
    private byte[] bytes = {};
    private int size;
    private long left;
    private State state;

    private enum State {
        BYTES,
        CHUNK_LINE,
        CHUNK_BYTES,
        CHUNK_END,
        TRAILER,
        COMPLETE
    }

    RequestBody(RequestHead head, WireLimits limits, BodyMemory memory) throws Refusal {
        this.head = head;
        this.limits = limits;
        this.memory = memory;
        this.left = Math.max(0, head.length());
        this.state = head.chunked() ? State.CHUNK_LINE : left == 0 ? State.COMPLETE : State.BYTES;
        checkRoom();
    }

    /** Reads on; returns whether the body is complete. */
    boolean read(Buffer input) throws Refusal {
        while (state != State.COMPLETE && input.hasRemaining()) {
            switch (state) {
                case BYTES, CHUNK_BYTES -> readBytes(input);
                default -> readLine(input);
            }
        }
        return state == State.COMPLETE;
    }

    private void readBytes(Buffer input) throws Refusal {
        int count = (int) Math.min(left, input.remaining());
        reserve(size + count);
        input.get(bytes, size, count);
        size += count;
        left -= count;
        if (left == 0) {
            state = state == State.BYTES ? State.COMPLETE : State.CHUNK_END;
        }
    }

    private void readLine(Buffer input) throws Refusal {
        String next = line.line(input);
        if (line.size() > (state == State.TRAILER ? limits.headerBytes() : MAX_CHUNK_LINE)) {
            throw state == State.TRAILER
                    ? Refusal.headersTooLarge(limits.headerBytes())
                    : Refusal.malformed("The size line of a chunk is too long.");
        }
        if (next != null) {
            ended(next);
        }
    }

    private void ended(String next) throws Refusal {
        switch (state) {
            case CHUNK_LINE -> {
                line.reset();
                left = chunkSize(next);
                checkRoom();
                state = left == 0 ? State.TRAILER : State.CHUNK_BYTES;
            }
            case CHUNK_END -> {
                line.reset();
                if (!next.isEmpty()) {
                    throw Refusal.malformed("A chunk is longer than its size.");
                }
                state = State.CHUNK_LINE;
            }
            default -> {
                if (next.isEmpty()) {
                    state = State.COMPLETE;
                } else {
                    RequestHead.Field.parse(next);
                }
            }
        }
    }

    private static long chunkSize(String line) throws Refusal {
        Matcher chunk = CHUNK.matcher(line);
        String size = chunk.matches() ? chunk.group(1).replaceFirst("^0+(?=.)", "") : "";
        if (size.isEmpty() || size.length() > DIGITS) {
            throw Refusal.malformed("The size of a chunk is invalid.");
        }
        return Long.parseLong(size, 16);
    }

    private void checkRoom() throws Refusal {
        if (size + left > limits.bodyBytes()) {
            throw Refusal.bodyTooLarge(limits.bodyBytes());
        }
    }

    /** Grows with what has arrived, as a declared length costs the client nothing. */
    private void reserve(int needed) throws Refusal {
        if (needed > bytes.length) {
            long most = head.chunked() ? limits.bodyBytes() : head.length();
            int next = (int) Math.min(most, Math.max(needed, bytes.length * 2L));
            if (!memory.take(next - bytes.length)) {
                throw Refusal.noMemory();
            }
            bytes = Arrays.copyOf(bytes, next);
        }
    }

    /** Returns the number of bytes that have arrived. */
    int size() {
        return size;
    }

    /** Returns the array that holds the body at its beginning. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns the number of bytes taken from the memory for bodies. */
    int held() {
        return bytes.length;
    }

    /** Returns whether the client has sent nothing of it yet. */
    boolean isUntouched() {
        return size == 0 && line.size() == 0 && state != State.COMPLETE;
    }
}
