package dev.connectorkit.storage;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that are started later, or again. They lie below those that a system gives to outgoing connections and to
 * servers that ask for any port, so that none of these takes the port before the server listens.
 */
public final class FreePort {

    private static final int FIRST = 10_000;
    private static final int END = 32_000;

    private FreePort() {}

    /** Returns a port on which nothing listens. */
    public static int next() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // taken: another one
            }
        }
    }
}
