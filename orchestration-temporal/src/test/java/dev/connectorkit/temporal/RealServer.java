package dev.connectorkit.temporal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Temporal's own server, a process with a database file: the binary that {@code .ci/temporal-server} builds. */
final class RealServer implements AutoCloseable {

    private static final String VERSION = "1.5.1";

    private final Path folder;
    private final int port;
    private Process process;

    private RealServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Skips the test if there is no binary. */
    static void assumePresent() {
        assumeTrue(Files.isExecutable(binary()), "There is no Temporal server: .ci/temporal-server builds " + binary());
    }

    /** Starts a server, or skips the test if there is no binary. */
    static RealServer start(Path folder) throws IOException {
        assumePresent();
        RealServer server = new RealServer(folder, TestServers.freePort());
        server.start();
        return server;
    }

    private static Path binary() {
        String set = System.getenv("CONNECTORKIT_TEMPORAL_SERVER");
        return set != null
                ? Path.of(set)
                : Path.of(
                        System.getProperty("user.home"),
                        ".cache",
                        "connectorkit",
                        "temporal-cli-" + VERSION,
                        "temporal");
    }

    String target() {
        return "127.0.0.1:" + port;
    }

    /** Starts the process, again after a kill. */
    void start() throws IOException {
        process = new ProcessBuilder(
                        binary().toString(),
                        "server",
                        "start-dev",
                        "--headless",
                        "--ip",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(port),
                        "--db-filename",
                        folder.resolve("temporal.db").toString(),
                        "--log-level",
                        "error")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(60)).until(this::isServing);
    }

    private boolean isServing() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("The server ended: " + Files.readString(folder.resolve("server.log")));
        }
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(target()).build());
        try {
            return stubs.blockingStub()
                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                    .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                            .setNamespace("default")
                            .build())
                    .isInitialized();
        } catch (StatusRuntimeException e) {
            return false;
        } finally {
            stubs.shutdownNow();
        }
    }

    /** Kills the process with SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        kill();
    }
}
