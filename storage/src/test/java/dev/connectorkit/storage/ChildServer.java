package dev.connectorkit.storage;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/** A connector in a process of its own, which can be killed and started again, always at the same port. */
public final class ChildServer implements AutoCloseable {

    private final int port = FreePort.next();
    private final ChildJvm jvm;

    /**
     * Creates a connector that does not run yet.
     *
     * @param main takes as its arguments the store, the folder, the port, and the others
     * @param folder for its keys and its log
     */
    public ChildServer(Class<?> main, String store, Path folder, String... others) {
        String[] arguments = new String[others.length + 3];
        arguments[0] = store;
        arguments[1] = folder.toString();
        arguments[2] = Integer.toString(port);
        System.arraycopy(others, 0, arguments, 3, others.length);
        this.jvm = new ChildJvm(main, folder.resolve("node-" + port + ".log"), "160m", arguments);
    }

    public String url() {
        return "http://127.0.0.1:" + port + "/";
    }

    /** Returns its log without the first lines of java.util.logging. */
    public String log() {
        return jvm.log()
                .lines()
                .filter(line -> !line.startsWith("INFO") && !line.contains("org.glassfish.grizzly.http.server"))
                .collect(Collectors.joining("\n"));
    }

    public void start() {
        jvm.start();
    }

    public void awaitReady() {
        await().atMost(Duration.ofMinutes(2)).until(this::isListening);
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            jvm.checkAlive();
            return false;
        }
    }

    /** Ends it by SIGKILL. */
    public void kill() {
        jvm.kill();
    }

    /** Ends it by SIGTERM, on which it ends what is in progress. */
    public void stop() {
        jvm.terminate();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
