package dev.connectorkit.temporal;

import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The servers that tests of other modules run against; each is started at its first use and ends with the JVM. */
public enum TestServers {
    /** The server of Temporal's testing library, which has no lists, no resets and no deletions. */
    IN_JVM {
        @Override
        String start() throws IOException {
            int port = freePort();
            TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port, true);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return "127.0.0.1:" + port;
        }
    },

    /** Temporal's own server; tests are skipped where its binary is absent. */
    REAL {
        @Override
        String start() throws IOException {
            RealServer.assumePresent();
            Path folder = Files.createTempDirectory("temporal-server");
            RealServer server = RealServer.start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, folder)));
            return server.target();
        }
    };

    private @Nullable String target;

    abstract String start() throws IOException;

    /** Returns the address of the server, as {@code HOST:PORT}. */
    public synchronized String target() {
        try {
            if (target == null) {
                target = start();
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void end(RealServer server, Path folder) {
        try {
            server.kill();
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        } catch (InterruptedException | IOException e) {
            System.err.println("The folder " + folder + " is left: " + e);
        }
    }
}
