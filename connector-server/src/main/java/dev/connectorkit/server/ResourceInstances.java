package dev.connectorkit.server;

import java.util.function.Supplier;
import java.util.logging.Filter;
import java.util.logging.Logger;
import org.glassfish.jersey.internal.inject.Providers;
import org.glassfish.jersey.server.ResourceConfig;

/** Keeps Jersey from warning that a resource registered as an instance is no provider: it need not be one. */
final class ResourceInstances {

    private ResourceInstances() {}

    static <T> T accept(ResourceConfig application, Supplier<T> create) {
        Logger logger = Logger.getLogger(Providers.class.getName());
        Filter filter = logger.getFilter();
        logger.setFilter(record -> application.getInstances().stream()
                        .noneMatch(instance ->
                                record.getMessage().contains(instance.getClass().getName()))
                && (filter == null || filter.isLoggable(record)));
        try {
            return create.get();
        } finally {
            logger.setFilter(filter);
        }
    }
}
