package dev.connectorkit.callbacks.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.internal.delivery.AttemptResult.Failure;
import dev.connectorkit.guard.CallbackGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.async.HttpAsyncClient;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.nio.AsyncPushConsumer;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.HandlerFactory;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HttpAttemptTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void aRepetitionIsCancelledInTimeAlsoIfTheFirstAttemptFailsBeforeItsFutureIsKnown() {
        FailsThenHangs client = new FailsThenHangs();
        ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor();
        try {
            AttemptResult answer = new HttpAttempt(
                            client,
                            "POST",
                            CallbackGuard.forDevelopment().check("http://127.0.0.1:9/"),
                            Map.of(),
                            new byte[] {1},
                            SHORT,
                            HttpAttempt.config(SHORT))
                    .start(deadlines)
                    .join();
            assertThat(answer.failure()).isEqualTo(Failure.CONNECT);
        } finally {
            deadlines.shutdown();
        }
        assertThat(client.exchanges).hasSize(2);
        assertThat(client.exchanges.get(1)).failsWithin(LONG).withThrowableOfType(CancellationException.class);
    }

    /** As a reactor that is faster than the thread that sends. */
    private static final class FailsThenHangs implements HttpAsyncClient {

        private final List<CompletableFuture<?>> exchanges = new ArrayList<>();

        @Override
        public <T> Future<T> execute(
                AsyncRequestProducer request,
                AsyncResponseConsumer<T> response,
                @Nullable HandlerFactory<AsyncPushConsumer> pushes,
                HttpContext context,
                FutureCallback<T> callback) {
            CompletableFuture<T> exchange = new CompletableFuture<>();
            exchanges.add(exchange);
            if (exchanges.size() == 1) {
                RequestNotExecutedException closed = new RequestNotExecutedException();
                exchange.completeExceptionally(closed);
                callback.failed(closed);
            }
            return exchange;
        }
    }
}
