package dev.connectorkit.sdk.mcp;

import dev.connectorkit.guard.RetryAfter;
import dev.connectorkit.mcp.ToolResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.spi.ContainerResponseWriter;
import org.jspecify.annotations.Nullable;

/** Captures the response to a request of the application to itself, up to a size. */
final class ResponseCapture implements ContainerResponseWriter {

    private static final int MAX_BYTES = 10 * 1024 * 1024;
    private static final int FAILED = 500;
    private static final int TOO_LARGE = 413;
    private static final Duration ALMOST_A_SECOND = Duration.ofSeconds(1).minusNanos(1);

    private final CompletableFuture<ToolResponse> result = new CompletableFuture<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final URI base;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;
    private @Nullable ContainerResponse head;
    private @Nullable TimeoutHandler onTimeout;
    private @Nullable Future<?> timeout;
    private boolean tooLarge;

    ResponseCapture(URI base, ScheduledExecutorService scheduler, Clock clock) {
        this.base = base;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    CompletionStage<ToolResponse> result() {
        return result;
    }

    @Override
    public OutputStream writeResponseStatusAndHeaders(long length, ContainerResponse response) {
        head = response;
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int count) {
                tooLarge |= body.size() + count > MAX_BYTES;
                if (!tooLarge) {
                    body.write(bytes, offset, count);
                }
            }
        };
    }

    @Override
    public boolean suspend(long time, TimeUnit unit, @Nullable TimeoutHandler handler) {
        onTimeout = handler;
        setSuspendTimeout(time, unit);
        return true;
    }

    @Override
    public synchronized void setSuspendTimeout(long time, TimeUnit unit) {
        if (timeout != null) {
            timeout.cancel(false);
        }
        TimeoutHandler handler = onTimeout;
        timeout = time <= 0 || handler == null ? null : scheduler.schedule(() -> handler.onTimeout(this), time, unit);
    }

    @Override
    public void commit() {
        setSuspendTimeout(0, TimeUnit.SECONDS);
        ContainerResponse response = head;
        if (response == null) {
            result.complete(problem(FAILED, "The connector sent no response."));
        } else if (tooLarge) {
            result.complete(problem(TOO_LARGE, "The result is larger than " + MAX_BYTES + " bytes."));
        } else {
            result.complete(new ToolResponse(
                    response.getStatus(),
                    response.getMediaType() == null
                            ? ""
                            : response.getMediaType().toString(),
                    location(response.getStringHeaders().getFirst("Location")),
                    seconds(response.getStringHeaders().getFirst("Retry-After")),
                    body.toByteArray()));
        }
    }

    private static ToolResponse problem(int status, String text) {
        return new ToolResponse(status, "text/plain", null, -1, text.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable String location(@Nullable String location) {
        return location != null && location.startsWith(base.toString())
                ? location.substring(base.toString().length())
                : null;
    }

    private long seconds(@Nullable String retryAfter) {
        return RetryAfter.parse(retryAfter, clock.instant())
                .map(wait -> wait.plus(ALMOST_A_SECOND).toSeconds())
                .orElse(-1L);
    }

    @Override
    public void failure(Throwable error) {
        setSuspendTimeout(0, TimeUnit.SECONDS);
        result.completeExceptionally(error);
    }

    @Override
    public boolean enableResponseBuffering() {
        return false;
    }
}
