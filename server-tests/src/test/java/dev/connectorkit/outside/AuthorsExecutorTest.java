package dev.connectorkit.outside;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.server.ConnectorServer;
import io.restassured.response.Response;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An executor of the author's in place of the workers. */
class AuthorsExecutorTest {

    private final AtomicInteger threads = new AtomicInteger();
    private final ExecutorService executor = new ThreadPoolExecutor(
            0,
            2,
            1,
            TimeUnit.MINUTES,
            new SynchronousQueue<>(),
            task -> new Thread(task, "authors-" + threads.incrementAndGet()));
    private final CountDownLatch entered = new CountDownLatch(2);
    private final CountDownLatch leave = new CountDownLatch(1);
    private final ConnectorServer server = ConnectorServer.builder()
            .host("localhost")
            .executor(executor)
            .register(new Threads(entered, leave))
            .start();

    @AfterEach
    void stop() {
        leave.countDown();
        server.close();
        executor.shutdownNow();
    }

    private Response get(String path) {
        return given().get(server.url() + path);
    }

    /** Reports the threads of its requests. */
    @Path("threads")
    public static final class Threads {

        private final CountDownLatch entered;
        private final CountDownLatch leave;

        Threads(CountDownLatch entered, CountDownLatch leave) {
            this.entered = entered;
            this.leave = leave;
        }

        @GET
        @Operation(operationId = "GetThread", summary = "Get the thread")
        public String thread() {
            return Thread.currentThread().getName();
        }

        @GET
        @Path("wait")
        @Operation(operationId = "Wait", summary = "Wait")
        public String await() throws InterruptedException {
            entered.countDown();
            leave.await();
            return "done";
        }
    }

    @Test
    void serves_requests_and_outlives_the_server() {
        get("threads").then().statusCode(200).body(startsWith("authors-"));
        server.close();
        assertThat(executor.isShutdown()).isFalse();
    }

    @Test
    void requests_that_it_rejects_get_a_503_and_health_is_answered() throws Exception {
        CompletableFuture<Integer> one =
                CompletableFuture.supplyAsync(() -> get("threads/wait").statusCode());
        CompletableFuture<Integer> two =
                CompletableFuture.supplyAsync(() -> get("threads/wait").statusCode());
        entered.await();
        get("threads")
                .then()
                .statusCode(503)
                .contentType(Problem.MEDIA_TYPE)
                .header("Retry-After", notNullValue())
                .body("status", equalTo(503));
        get("health").then().statusCode(200);
        leave.countDown();
        assertThat(one.get(1, TimeUnit.MINUTES)).isEqualTo(200);
        assertThat(two.get(1, TimeUnit.MINUTES)).isEqualTo(200);
    }
}
