package dev.connectorkit.server;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes the parts of a server, each whatever the others do; a failure is logged and keeps no part open. */
final class Closing {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorServer.class);

    private Closing() {}

    /**
     * Closes one part.
     *
     * @param name for the log
     * @param part null where there is none
     */
    static void close(String name, @Nullable AutoCloseable part) {
        if (part == null) {
            return;
        }
        try {
            part.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("Closing the {} was interrupted", name);
        } catch (Exception | Error e) {
            LOG.error("The {} did not close in order", name, e);
        }
    }
}
