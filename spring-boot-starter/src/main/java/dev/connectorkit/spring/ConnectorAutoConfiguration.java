package dev.connectorkit.spring;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.http.auth.Authentication;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.runtime.RuntimeFactory;
import dev.connectorkit.sdk.ConnectorFeature;
import dev.connectorkit.sdk.ConnectorRuntime;
import dev.connectorkit.sdk.action.AsyncAction;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.glassfish.jersey.server.ResourceConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jersey.autoconfigure.JerseyAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.datasource.ConnectionHolder;

/**
 * Auto-configuration of a connector. Its resources are the beans with {@code @Path}. Beans of {@link Callbacks}, {@link AsyncAction},
 * {@link Orchestrations}, {@link RuntimeFactory} and {@link Authentication} are registered with it, and it uses the application's
 * data source, Jackson 2 mapper and meter registry. {@link ConnectorProperties} and {@link ConnectorCustomizer} change the rest.
 */
@AutoConfiguration(
        before = JerseyAutoConfiguration.class,
        afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(ConnectorProperties.class)
public final class ConnectorAutoConfiguration {

    /** Creates the configuration. */
    public ConnectorAutoConfiguration() {}

    /** Creates the runtime. It starts when Jersey has validated the resources, and is closed after the web server. */
    @Bean
    @ConditionalOnMissingBean
    ConnectorRuntime connectorRuntime(
            ConnectorProperties properties,
            ObjectProvider<Callbacks<?, ?>> callbacks,
            ObjectProvider<AsyncAction<?, ?>> actions,
            ObjectProvider<Orchestrations> orchestrations,
            ObjectProvider<RuntimeFactory> runtime,
            ObjectProvider<Authentication> authentication,
            ObjectProvider<ObjectMapper> mapper,
            ObjectProvider<MeterRegistry> metrics,
            ObjectProvider<ConnectorCustomizer> customizers) {
        ConnectorRuntime.Builder connector = ConnectorRuntime.builder();
        properties.applyTo(connector);
        callbacks.orderedStream().forEach(connector::callbacks);
        actions.orderedStream().forEach(connector::actions);
        orchestrations.ifAvailable(
                all -> connector.orchestrations(all, options -> runtime.ifAvailable(options::runtime)));
        authentication.ifAvailable(connector::authentication);
        mapper.ifAvailable(connector::objectMapper);
        metrics.ifAvailable(connector::metrics);
        customizers.orderedStream().forEach(customizer -> customizer.customize(connector));
        return connector.build();
    }

    @Bean
    @ConditionalOnMissingBean
    ConnectorFeature connectorFeature(ConnectorRuntime runtime) {
        return runtime.feature();
    }

    @Bean
    ConnectorResources connectorResources(ConfigurableListableBeanFactory beans, ConnectorFeature feature) {
        return new ConnectorResources(beans, feature);
    }

    @Bean
    ConnectorLifecycle connectorLifecycle(ConnectorRuntime runtime) {
        return new ConnectorLifecycle(runtime);
    }

    /** Creates the Jersey application, unless there is one. */
    @Bean
    @ConditionalOnMissingBean
    ResourceConfig connectorApplication() {
        return new ResourceConfig();
    }

    @Bean
    static EagerJersey eagerJersey() {
        return new EagerJersey();
    }

    /** Keeps the connector's data in the application's database, and publishes in its transactions. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConnectionHolder.class)
    @ConditionalOnSingleCandidate(DataSource.class)
    static class DataSourceConfiguration {

        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        ConnectorCustomizer connectorDataSource(ConnectorProperties properties, DataSource source) {
            return connector -> {
                if (properties.store() == null) {
                    connector.dataSource(source).currentTransaction(new SpringTransaction(source));
                }
            };
        }
    }
}
