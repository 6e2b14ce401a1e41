package dev.connectorkit.spring;

import dev.connectorkit.sdk.ConnectorFeature;
import jakarta.ws.rs.Path;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.jersey.autoconfigure.ResourceConfigCustomizer;

/**
 * Registers the beans that are resources, and the connector's feature, with the Jersey application.
 *
 * @param beans the beans of the application
 * @param feature the connector's
 */
record ConnectorResources(ConfigurableListableBeanFactory beans, ConnectorFeature feature)
        implements ResourceConfigCustomizer {

    @Override
    public void customize(ResourceConfig application) {
        if (application.getProperty(ServerProperties.WADL_FEATURE_DISABLE) == null) {
            application.property(ServerProperties.WADL_FEATURE_DISABLE, true); // Jersey warns that it lacks JAXB
        }
        for (String name : beans.getBeanNamesForAnnotation(Path.class)) {
            register(application, name);
        }
        if (!application.isRegistered(ConnectorFeature.class)) {
            application.register(feature);
        }
    }

    /** A singleton is registered as it is, proxies included; Jersey asks Spring for beans of other scopes, by their class. */
    private void register(ResourceConfig application, String name) {
        Class<?> type = beans.getType(name);
        if (type == null || application.isRegistered(type)) {
            return;
        }
        if (beans.isSingleton(name)) {
            application.register(beans.getBean(name));
        } else if (!isTarget(name)) {
            application.register(type);
        }
    }

    /** The bean behind a scoped proxy, which is a bean of its own. */
    private boolean isTarget(String name) {
        BeanDefinition definition = beans.getBeanDefinition(name);
        return !definition.isAutowireCandidate() && name.startsWith("scopedTarget.");
    }
}
