package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.http.problem.ProblemException;
import io.restassured.response.Response;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeLimitTest {

    private static final CountDownLatch released = new CountDownLatch(1);

    @Path("/")
    public static final class Slow {

        @GET
        @Path("busy")
        public String busy() {
            long until = System.nanoTime() + Duration.ofMillis(120).toNanos();
            EventServer.soon().until(() -> System.nanoTime() > until);
            return "done";
        }

        @GET
        @Path("hanging")
        public String hanging() throws InterruptedException {
            released.await();
            return "done";
        }

        @GET
        @Path("never")
        public CompletionStage<String> never() {
            return new CompletableFuture<>();
        }

        @GET
        @Path("suspended")
        public void suspended(@Suspended AsyncResponse response) {}

        @GET
        @Path("soon")
        public CompletionStage<String> soon() {
            return CompletableFuture.completedStage("soon");
        }

        @GET
        @Path("failed")
        public CompletionStage<String> failed() {
            return CompletableFuture.failedStage(new ProblemException(409, "no plums"));
        }

        @GET
        @Path("composed")
        public CompletionStage<String> composed() {
            return failed().thenApply(text -> text);
        }
    }

    private final TestServer server = TestServer.with(builder -> builder.timeLimit(Duration.ofMillis(100)), new Slow());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aMethodThatTakesTooLongIsNamedInTheLogOnce() throws Exception {
        try (LogLines log = new LogLines("dev.connectorkit.http.MethodTimeout")) {
            assertThat(server.get("/busy").asString()).isEqualTo("done");
            assertThat(log.next().getFormattedMessage())
                    .startsWith("Slow.busy takes longer")
                    .contains("AsyncAction");
            server.get("/busy");
            server.get("/never");
            assertThat(log.next().getFormattedMessage()).startsWith("Slow.never");
        }
    }

    @Test
    void aMethodThatHangsIsNamedWhileItHangs() throws Exception {
        try (LogLines log = new LogLines("dev.connectorkit.http.MethodTimeout")) {
            CompletableFuture<Integer> hanging =
                    CompletableFuture.supplyAsync(() -> server.get("/hanging").statusCode());
            assertThat(log.next().getFormattedMessage()).startsWith("Slow.hanging takes longer");
            assertThat(hanging).isNotDone();
            released.countDown();
            assertThat(hanging.join()).isEqualTo(200);
        }
    }

    @Test
    void asynchronousMethodsAreAnsweredForWithA504() {
        for (String path : new String[] {"/never", "/suspended"}) {
            Response answer = server.get(path);
            answer.then().statusCode(504).contentType(Problem.MEDIA_TYPE);
        }
    }

    @Test
    void thoseThatEndInTimeAreLeftAlone() {
        server.get("/soon").then().statusCode(200).body(equalTo("soon"));
        server.get("/failed").then().statusCode(409);
        server.get("/composed").then().statusCode(409);
    }
}
