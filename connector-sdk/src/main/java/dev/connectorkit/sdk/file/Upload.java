package dev.connectorkit.sdk.file;

import dev.connectorkit.http.TemporaryFile;
import dev.connectorkit.http.problem.ProblemException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that arrives in chunks, kept on disk until it is whole. One chunk at a time. */
final class Upload {

    private final String id;
    private final @Nullable String caller;
    private final String method;
    private final String path;
    private final long size;
    private final TemporaryFile file = new TemporaryFile("connectorkit-upload-");
    private long received;
    private boolean taken;
    private volatile Instant used;
    private volatile @Nullable ResponseBuilder answer;

    /**
     * @param caller the name of the caller that began it; null without authentication
     * @param method the HTTP method of the operation that gets the whole
     * @param path of that operation
     */
    Upload(String id, @Nullable String caller, String method, String path, long size, Instant now) throws IOException {
        this.id = id;
        this.caller = caller;
        this.method = method;
        this.path = path;
        this.size = size;
        this.used = now;
    }

    String id() {
        return id;
    }

    /** Reports whether this caller began it. */
    boolean isOf(@Nullable String other) {
        return Objects.equals(caller, other);
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    Instant used() {
        return used;
    }

    /** Adds a chunk. Bytes that are here already, which an engine repeats after a lost answer, stay as they are. */
    synchronized void add(long first, long last, long total, InputStream chunk, Instant now) throws IOException {
        used = now;
        if (total != size || last < first || last >= size) {
            throw new ProblemException(400, "The Content-Range must lie within the " + size + " bytes of the file.");
        }
        if (first > received) {
            ProblemException.Builder early =
                    ProblemException.builder(409).detail("The next chunk must begin at byte " + received + ".");
            throw (received == 0 ? early : early.header("Range", range())).build();
        }
        if (last < received) {
            return;
        }
        long length = last - first + 1;
        long known = new FirstBytes(chunk, received - first).transferTo(OutputStream.nullOutputStream());
        long added = write(new FirstBytes(chunk, last - received + 1));
        if (known + added != length || chunk.read() >= 0) {
            throw new ProblemException(400, "The chunk must have the " + length + " bytes of its Content-Range.");
        }
        received = last + 1;
    }

    private long write(InputStream chunk) throws IOException {
        try {
            return file.write(received, chunk);
        } catch (ClosedChannelException e) {
            throw ChunkMethodFilter.unknown();
        }
    }

    synchronized boolean isWhole() {
        return received == size;
    }

    /** Takes the whole for one call of its operation, until it is {@link #release released}; false if another call has it. */
    synchronized boolean take() {
        boolean free = !taken;
        taken = true;
        return free;
    }

    synchronized void release() {
        taken = false;
    }

    /** Returns the range that has arrived, in the form that engines read, which has none for no bytes. */
    synchronized String range() {
        return "bytes=0-" + (received - 1);
    }

    InputStream content() {
        try {
            return file.content();
        } catch (ClosedChannelException e) {
            throw ChunkMethodFilter.unknown();
        }
    }

    long size() {
        return size;
    }

    /** Returns the answer to the last chunk, a new copy each time; null until it is known. */
    @Nullable Response answer() {
        ResponseBuilder known = answer;
        return known == null ? null : known.clone().build();
    }

    /** Sets the answer to the last chunk, for when that is repeated. */
    void answered(ResponseBuilder last) {
        answer = last;
    }

    void delete() {
        file.remove();
    }
}
