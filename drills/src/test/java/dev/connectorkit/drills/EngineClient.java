package dev.connectorkit.drills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * An action of an engine: repeats its request after 408, 429, 5xx and where the answer was lost, waits {@code Retry-After}, and
 * asks the {@code Location} until the answer is no 202. Its seconds are a twentieth of a second long, and it loses some answers itself.
 */
final class EngineClient {

    private static final long SECOND = Duration.ofMillis(50).toNanos();
    private static final int LOSES_ONE_OF = 7;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMinutes(1))
            .build();
    private final Supplier<String> base;
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();

    /** @param base the URL of a connector, another one each time where there are several */
    EngineClient(Supplier<String> base) {
        this.base = base;
    }

    int lost() {
        return lost.get();
    }

    int busy() {
        return busy.get();
    }

    Run run(int number) {
        return new Run(number);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(Duration.ofMinutes(1)).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** One action of one run of a workflow. */
    final class Run {

        private final int number;
        private final SplittableRandom random;
        private String location;
        private HttpResponse<String> last;
        private long notBefore = System.nanoTime();

        private Run(int number) {
            this.number = number;
            this.random = new SplittableRandom(number);
        }

        String key() {
            return "key-" + number;
        }

        HttpResponse<String> last() {
            return last;
        }

        /** Does what is due; true once it has come to an end. */
        boolean step() {
            if (System.nanoTime() < notBefore) {
                return false;
            }
            try {
                HttpResponse<String> answer = send(request());
                if (random.nextInt(LOSES_ONE_OF) == 0) {
                    throw new IOException("lost by this client");
                }
                return took(answer);
            } catch (IOException e) {
                lost.incrementAndGet();
                notBefore = System.nanoTime() + SECOND;
                return false;
            }
        }

        private HttpRequest.Builder request() {
            if (location != null) {
                return HttpRequest.newBuilder(URI.create(base.get() + location));
            }
            return HttpRequest.newBuilder(URI.create(base.get() + "cakes"))
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", key())
                    .POST(HttpRequest.BodyPublishers.ofString("{\"key\":\"" + key() + "\",\"number\":" + number + "}"));
        }

        private boolean took(HttpResponse<String> answer) {
            last = answer;
            int status = answer.statusCode();
            long seconds = answer.headers().firstValueAsLong("Retry-After").orElse(1);
            notBefore = System.nanoTime() + seconds * SECOND;
            if (List.of(408, 429).contains(status) || status >= 500) {
                busy.incrementAndGet();
                return false;
            }
            if (status == 202) {
                location = URI.create(answer.headers().firstValue("Location").orElseThrow())
                        .getPath()
                        .substring(1);
                return false;
            }
            return true;
        }
    }
}
