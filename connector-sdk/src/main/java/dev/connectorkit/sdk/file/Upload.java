package dev.connectorkit.sdk.file;

import dev.connectorkit.http.problem.ProblemException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that arrives in chunks, kept on disk until it is whole. One chunk at a time. */
final class Upload {

    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

    private final String id;
    private final @Nullable String caller;
    private final String method;
    private final String path;
    private final long size;
    private final Path file;
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
        this.file = Files.createTempFile(
                "connectorkit-upload-" + ProcessHandle.current().pid() + "-", null);
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
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(received);
            OutputStream out = Channels.newOutputStream(open.getChannel());
            long known = new FirstBytes(chunk, received - first).transferTo(OutputStream.nullOutputStream());
            long added = new FirstBytes(chunk, last - received + 1).transferTo(out);
            if (known + added != length || chunk.read() >= 0) {
                throw new ProblemException(400, "The chunk must have the " + length + " bytes of its Content-Range.");
            }
        }
        received = last + 1;
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

    InputStream content() throws IOException {
        return Files.newInputStream(file);
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
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("The file {} of an upload that has ended could not be removed", file, e);
        }
    }
}
