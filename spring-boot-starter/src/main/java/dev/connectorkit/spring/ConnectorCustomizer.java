package dev.connectorkit.spring;

import dev.connectorkit.sdk.ConnectorRuntime;

/**
 * Changes the options of the application's connector, for what has no property and no bean. Beans of this type are called in their order,
 * after properties and other beans were applied.
 */
@FunctionalInterface
public interface ConnectorCustomizer {

    /** Changes the options before the runtime is built. */
    void customize(ConnectorRuntime.Builder connector);
}
