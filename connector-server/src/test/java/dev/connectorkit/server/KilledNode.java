package dev.connectorkit.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A {@link KillConnector} in a process of its own, always at the same port. */
final class KilledNode implements AutoCloseable {

    private final String store;
    private final Path folder;
    private final int port = freePort();
    private final Path log;
    private @Nullable Process process;

    /** Not started yet; its keys are in the folder. */
    KilledNode(String store, Path folder) {
        this.store = store;
        this.folder = folder;
        this.log = folder.resolve("node-" + port + ".log");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Returns its log without the first lines of java.util.logging. */
    String log() {
        try {
            return Files.readAllLines(log).stream()
                    .filter(line -> !line.startsWith("INFO") && !line.contains("org.glassfish.grizzly.http.server"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                KillConnector.class.getName(),
                store,
                folder.toString(),
                Integer.toString(port));
        try {
            process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(this::isListening);
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            if (process == null || !process.isAlive()) {
                throw new IllegalStateException("The connector has ended: " + log());
            }
            return false;
        }
    }

    /** SIGKILL. */
    void kill() {
        if (process != null) {
            process.destroyForcibly();
            ended();
        }
    }

    /** SIGTERM, on which it ends what is under way. */
    void stop() {
        if (process != null) {
            process.destroy();
            ended();
        }
    }

    private void ended() {
        try {
            if (process != null && !process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The connector does not end: " + log());
            }
            process = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
