package dev.connectorkit.spring;

import dev.connectorkit.sdk.ConnectorRuntime;
import org.springframework.context.SmartLifecycle;

/**
 * Prepares the connector for the shutdown before the web server stops to accept requests. The runtime itself is closed as a bean, after
 * the web server has stopped.
 */
final class ConnectorLifecycle implements SmartLifecycle {

    private final ConnectorRuntime runtime;
    private volatile boolean running;

    ConnectorLifecycle(ConnectorRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        runtime.drain();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** A drained runtime does not become ready again, so that a pause of the application leaves it alone. */
    @Override
    public boolean isPauseable() {
        return false;
    }
}
