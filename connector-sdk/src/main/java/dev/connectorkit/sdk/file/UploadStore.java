package dev.connectorkit.sdk.file;

import dev.connectorkit.http.problem.ProblemException;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The uploads in chunks that have begun on this node. They end with success, after ten minutes without a chunk, or with the server.
 * The last ones that ended with an answer are remembered for as long, since their last chunk may be repeated.
 * Thread-safe.
 */
final class UploadStore {

    /** The largest file that engines transfer in chunks. */
    static final long MAX_BYTES = 1L << 30;

    private static final int MAX_OPEN = 32;
    private static final int MAX_ENDED = 64;
    private static final int MAX_OF_CALLER = 8;
    private static final long MAX_OPEN_BYTES = 4 * MAX_BYTES;
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final Duration LATER = Duration.ofMinutes(1);

    private final Map<String, Upload> open = new ConcurrentHashMap<>();
    private final Map<String, Upload> ended = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final long chunkBytes;
    private boolean closed;

    /** @param chunkBytes the size of a chunk that is suggested to engines */
    UploadStore(Clock clock, long chunkBytes) {
        this.clock = clock;
        this.chunkBytes = chunkBytes;
    }

    Instant now() {
        return clock.instant();
    }

    long chunkBytes() {
        return chunkBytes;
    }

    /**
     * Begins an upload.
     *
     * @param caller the name of the authenticated caller, to whom the upload belongs; null without authentication
     * @throws ProblemException with 429 if the caller has too many open uploads, with 503 if all together have
     */
    synchronized Upload begin(@Nullable String caller, String method, String path, long size) throws IOException {
        endIdle();
        if (caller != null
                && open.values().stream().filter(upload -> upload.isOf(caller)).count() >= MAX_OF_CALLER) {
            throw ProblemException.builder(429)
                    .detail("You have " + MAX_OF_CALLER + " open uploads in chunks; finish one, or wait.")
                    .retryAfter(LATER)
                    .build();
        }
        long bytes = open.values().stream().mapToLong(Upload::size).sum();
        if (closed || open.size() >= MAX_OPEN || bytes + size > MAX_OPEN_BYTES) {
            throw ProblemException.builder(503)
                    .detail("Too many uploads in chunks are open.")
                    .retryAfter(LATER)
                    .build();
        }
        byte[] id = new byte[16];
        random.nextBytes(id);
        Upload upload = new Upload(HexFormat.of().formatHex(id), caller, method, path, size, now());
        open.put(upload.id(), upload);
        return upload;
    }

    /** Returns the upload with this id, also one that has ended and is remembered. */
    Optional<Upload> find(String id, String path) {
        Upload begun = open.get(id);
        return Optional.ofNullable(begun == null ? ended.get(id) : begun)
                .filter(upload -> upload.path().equals(path));
    }

    /** Ends an upload, and remembers it with its answer; null for an answer that cannot be repeated. */
    void end(Upload upload, @Nullable ResponseBuilder answer) {
        if (answer != null) {
            upload.answered(answer);
            remember(upload);
        }
        end(upload);
    }

    private synchronized void remember(Upload upload) {
        if (ended.size() >= MAX_ENDED) {
            ended.remove(Collections.min(ended.values(), Comparator.comparing(Upload::used))
                    .id());
        }
        ended.put(upload.id(), upload);
    }

    private void end(Upload upload) {
        open.remove(upload.id());
        upload.delete();
    }

    /** Ends the uploads that have had no chunk for a while. */
    void endIdle() {
        if (!open.isEmpty() || !ended.isEmpty()) {
            Instant oldest = now().minus(IDLE);
            ended.values().removeIf(upload -> upload.used().isBefore(oldest));
            open.values().stream()
                    .filter(upload -> upload.used().isBefore(oldest))
                    .forEach(this::end);
        }
    }

    /** Ends all uploads; none begins any more. */
    synchronized void close() {
        closed = true;
        open.values().forEach(this::end);
    }
}
