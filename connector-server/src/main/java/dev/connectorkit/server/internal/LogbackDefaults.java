package dev.connectorkit.server.internal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.util.DefaultJoranConfigurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;

/**
 * Sets the libraries under a connector to INFO where Logback has no configuration file: its own default would print all their
 * DEBUG lines. Logback finds this class as a service; with a configuration file, or after another configurator that ends the
 * search, it does nothing.
 */
public final class LogbackDefaults extends ContextAwareBase implements Configurator {

    private static final List<String> LIBRARIES = List.of(
            "com.zaxxer.hikari",
            "io.micrometer",
            "io.swagger",
            "org.apache.hc",
            "org.glassfish",
            "org.hibernate.validator",
            "org.jboss.logging",
            "org.sqlite");

    @Override
    @SuppressWarnings("deprecation") // its successor is missing in the Logback of many applications
    public ExecutionStatus configure(LoggerContext context) {
        DefaultJoranConfigurator files = new DefaultJoranConfigurator();
        files.setContext(context);
        if (files.findURLOfDefaultConfigurationFile(false) == null) {
            LIBRARIES.forEach(library -> context.getLogger(library).setLevel(Level.INFO));
        }
        return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
}
