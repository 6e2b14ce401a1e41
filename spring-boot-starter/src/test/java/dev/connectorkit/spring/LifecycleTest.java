package dev.connectorkit.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.sdk.ConnectorFeature;
import dev.connectorkit.sdk.ConnectorRuntime;
import jakarta.ws.rs.GET;
import java.nio.file.Path;
import java.time.Instant;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connector's life within that of its application. */
class LifecycleTest {

    private static final String KEY = "--connectorkit.state-keys=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    @TempDir
    Path folder;

    private ServletWebServerApplicationContext start(Class<?> application, String... options) {
        SpringApplication spring = new SpringApplication(application);
        spring.setDefaultProperties(java.util.Map.of(
                "server.port", "0", "spring.datasource.url", "jdbc:sqlite:" + folder.resolve("app.db")));
        return (ServletWebServerApplicationContext) spring.run(options);
    }

    private static Http http(ServletWebServerApplicationContext context) {
        return new Http(context.getWebServer().getPort());
    }

    /** Only an event; the application has a Jersey configuration of its own. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Small {

        @Bean
        Callbacks<ShopApplication.Region, ShopApplication.Order> placed() {
            return Callbacks.named("placed", ShopApplication.Region.class, ShopApplication.Order.class)
                    .build();
        }

        @Bean
        ResourceConfig application() {
            return new ResourceConfig().register(Plain.class);
        }
    }

    /** A resource that the application registers itself. */
    @jakarta.ws.rs.Path("plain")
    public static class Plain {

        @GET
        @io.swagger.v3.oas.annotations.Operation(operationId = "Plain", summary = "Say plain")
        public String plain() {
            return "plain";
        }
    }

    /** A resource that cannot work: a trigger without a state. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Broken {

        @Bean
        BrokenResource resource() {
            return new BrokenResource();
        }
    }

    @jakarta.ws.rs.Path("broken")
    public static class BrokenResource {

        @GET
        @dev.connectorkit.annotations.PollTrigger(summary = "When nothing works")
        public String broken() {
            return "broken";
        }
    }

    @Test
    void closing_the_application_closes_the_runtime_and_then_its_data_source() {
        ServletWebServerApplicationContext context = start(Small.class, KEY);
        ConnectorRuntime runtime = context.getBean(ConnectorRuntime.class);
        @SuppressWarnings("unchecked")
        Callbacks<ShopApplication.Region, ShopApplication.Order> placed = context.getBean(Callbacks.class);
        placed.publish(new ShopApplication.Order(1, Instant.EPOCH));
        assertThat(runtime.health().isReady()).isTrue();
        context.close();
        assertThat(runtime.liveness().isLive()).isFalse();
        assertThatThrownBy(() -> placed.publish(new ShopApplication.Order(2, Instant.EPOCH)))
                .isInstanceOf(IllegalStateException.class);
        try (ServletWebServerApplicationContext again = start(Small.class, KEY)) {
            assertThat(again.getBean(ConnectorRuntime.class).health().isReady()).isTrue();
        }
    }

    @Test
    void a_drained_connector_is_live_and_not_ready() throws Exception {
        try (ServletWebServerApplicationContext context = start(Small.class, KEY)) {
            assertThat(http(context).get("actuator/health/readiness").statusCode())
                    .isEqualTo(200);
            context.getBean(ConnectorLifecycle.class).stop();
            assertThat(http(context).get("actuator/health/readiness").statusCode())
                    .isEqualTo(503);
            assertThat(http(context).get("actuator/health/liveness").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_resource_configuration_of_the_application_is_used() throws Exception {
        try (ServletWebServerApplicationContext context = start(Small.class, KEY)) {
            assertThat(http(context).get("plain").body()).isEqualTo("plain");
            assertThat(http(context).get("swagger.json").body()).contains("\"/plain\"");
        }
    }

    @Test
    void resources_that_cannot_work_fail_the_start() {
        assertThatThrownBy(() -> start(Broken.class)).rootCause().hasMessageContaining("BrokenResource");
    }

    @Test
    void data_in_the_database_of_the_application_need_a_key_that_lasts() {
        assertThatThrownBy(() -> start(Small.class)).rootCause().hasMessageContaining("state key");
    }

    @Test
    void properties_take_the_place_of_the_data_source_and_set_the_rest() throws Exception {
        try (ServletWebServerApplicationContext context = start(
                Small.class,
                "--connectorkit.store=memory",
                "--connectorkit.data-dir=" + folder.resolve("keys"),
                "--connectorkit.title=From properties",
                "--connectorkit.description=Sentences.",
                "--connectorkit.version=2.7",
                "--connectorkit.public-url=https://shop.example/connector",
                "--connectorkit.max-request-size=1KB",
                "--connectorkit.cors-origins=https://designer.example")) {
            assertThat(http(context).get("swagger.json").body())
                    .contains("\"From properties\"", "\"Sentences.\"", "\"2.7\"", "shop.example", "/connector");
            assertThat(http(context).post("plain", "x".repeat(2000)).statusCode())
                    .isIn(413, 405);
            assertThat(folder.resolve("keys/state.key")).exists();
            assertThat(folder.resolve("app.db")).doesNotExist();
        }
    }

    @Test
    void documents_can_be_switched_off() throws Exception {
        try (ServletWebServerApplicationContext context = start(Small.class, KEY, "--connectorkit.documents=false")) {
            assertThat(http(context).get("swagger.json").statusCode()).isEqualTo(404);
            assertThat(context.getBean(ConnectorFeature.class).document()).isNotNull();
        }
    }

    @Test
    void a_key_that_is_not_base64_fails_the_start_with_the_name_of_the_property() {
        assertThatThrownBy(() -> start(Small.class, "--connectorkit.state-keys=not base64!"))
                .hasStackTraceContaining("connectorkit.state-keys takes keys in base64");
    }
}
