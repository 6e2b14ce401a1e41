package dev.connectorkit.swagger;

import dev.connectorkit.swagger.internal.ResourceMethodCheck;
import java.util.List;

/**
 * Checks the resource classes of a connector before it starts. Implementations that {@link java.util.ServiceLoader} finds are run by
 * the server, the Maven plugin and the command line alike.
 */
@FunctionalInterface
public interface ConnectorCheck {

    /**
     * Returns the problems of these classes, one sentence each with class, method and advice; empty if absent.
     *
     * @param resources JAX-RS resource classes in the order of their names, then those that their locators return
     */
    List<String> problems(List<Class<?>> resources);

    /** Returns these JAX-RS resource classes and those that their locators return, each once. */
    static List<Class<?>> reachable(List<Class<?>> resources) {
        return ResourceMethodCheck.reachable(resources);
    }
}
