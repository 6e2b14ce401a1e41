package dev.connectorkit.sdk.file;

import dev.connectorkit.http.problem.ProblemException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The uploads in chunks that have begun on this node. They end with success, or after ten minutes without a chunk. */
final class UploadStore {

    /** The largest file that engines transfer in chunks. */
    static final long MAX_BYTES = 1L << 30;

    private static final int MAX_OPEN = 32;
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Map<String, Upload> open = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    UploadStore(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    synchronized Upload begin(String method, String path, long size) throws IOException {
        Instant oldest = now().minus(IDLE);
        for (Upload upload : List.copyOf(open.values())) {
            if (upload.used().isBefore(oldest)) {
                end(upload);
            }
        }
        if (open.size() >= MAX_OPEN) {
            throw ProblemException.builder(503)
                    .detail("Too many uploads in chunks are open.")
                    .retryAfter(Duration.ofMinutes(1))
                    .build();
        }
        byte[] id = new byte[16];
        random.nextBytes(id);
        Upload upload = new Upload(HexFormat.of().formatHex(id), method, path, size, now());
        open.put(upload.id(), upload);
        return upload;
    }

    Optional<Upload> find(@Nullable String id, String path) {
        return Optional.ofNullable(id == null ? null : open.get(id))
                .filter(upload -> upload.path().equals(path));
    }

    void end(Upload upload) throws IOException {
        open.remove(upload.id());
        upload.delete();
    }
}
