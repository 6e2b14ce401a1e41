package dev.connectorkit.callbacks.internal.delivery;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer: its status and two headers count, of its body at most 64 KiB are read and nothing is kept. Once the status has
 * come it counts, whatever becomes of the body.
 */
final class ResponseReader implements AsyncResponseConsumer<AttemptResult> {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int LONGEST_HOST = 253;

    private final CompletableFuture<AttemptResult> result;
    private volatile @Nullable AttemptResult head;
    private int bytes;

    ResponseReader(CompletableFuture<AttemptResult> result) {
        this.result = result;
    }

    /** Returns the answer so far, or this one if nothing has come. */
    AttemptResult or(AttemptResult failed) {
        AttemptResult come = head;
        return come == null ? failed : come;
    }

    boolean hasBegun() {
        return head != null;
    }

    @Override
    public void consumeResponse(
            HttpResponse response,
            @Nullable EntityDetails body,
            HttpContext context,
            FutureCallback<AttemptResult> done) {
        int status = response.getCode();
        String location = header(response, HttpHeaders.LOCATION);
        AttemptResult answer = new AttemptResult(
                status,
                AttemptResult.Failure.NONE,
                header(response, HttpHeaders.RETRY_AFTER),
                header(response, "WebHook-Allowed-Origin"),
                status >= 300 && status < 400 && location != null ? ", a redirect to " + hostOf(location) : "");
        head = answer;
        if (body == null) {
            result.complete(answer);
            done.completed(answer);
        }
    }

    private static @Nullable String header(HttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** Returns the URL without path and query, which may be keys. */
    private static String hostOf(String location) {
        try {
            URI uri = URI.create(location);
            if (uri.getHost() == null || uri.getHost().length() > LONGEST_HOST) {
                return uri.getHost() == null ? "a path" : "a host with a long name";
            }
            return (uri.getScheme() == null ? "" : uri.getScheme() + ":") + "//" + uri.getHost();
        } catch (IllegalArgumentException e) {
            return "something that is no URL";
        }
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        // 100 and 103 say nothing about the delivery.
    }

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        capacity.update(MOST_BYTES);
    }

    @Override
    public void consume(ByteBuffer source) throws IOException {
        bytes += source.remaining();
        source.position(source.limit());
        if (bytes > MOST_BYTES) {
            throw new IOException("The answer is longer than " + MOST_BYTES + " bytes");
        }
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
        AttemptResult answer = head;
        if (answer != null) {
            result.complete(answer);
        }
    }

    @Override
    public void failed(Exception cause) {
        streamEnd(null);
    }

    @Override
    public void releaseResources() {
        // It has none.
    }
}
