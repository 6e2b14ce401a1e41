package dev.connectorkit.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.connectorkit.server.internal.LogbackDefaults;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs of the libraries under a connector. */
class LibraryLogsTest {

    @ParameterizedTest
    @ValueSource(strings = {"org.glassfish.grizzly.any", "org.glassfish.jersey.any", "org.hibernate.validator.any"})
    void what_libraries_log_by_java_util_logging_comes_out_of_slf4j(String name) throws InterruptedException {
        try (TestServer server = TestServer.with(new Orders());
                LogLines log = new LogLines(name)) {
            assertThat(server.server().port()).isPositive();
            IllegalStateException cause = new IllegalStateException("cause");
            Logger logger = Logger.getLogger(name);
            logger.log(java.util.logging.Level.SEVERE, "Broken", cause);
            ILoggingEvent event = log.next();
            assertThat(event.getFormattedMessage()).isEqualTo("Broken");
            assertThat(event.getLevel()).isEqualTo(Level.ERROR);
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("cause");
            logger.log(java.util.logging.Level.WARNING, "{0} of {1}", new Object[] {"one", "two"});
            assertThat(log.next().getFormattedMessage()).isEqualTo("one of two");
        }
    }

    @Test
    void a_level_that_is_off_for_a_library_is_off_for_what_it_logs() throws InterruptedException {
        String name = "org.glassfish.grizzly.quiet";
        try (TestServer server = TestServer.with(new Orders());
                LogLines log = new LogLines(name, Level.WARN)) {
            assertThat(server.server().port()).isPositive();
            Logger.getLogger(name).info("Started");
            Logger.getLogger(name).warning("Slow");
            assertThat(log.next().getFormattedMessage()).isEqualTo("Slow");
        }
    }

    @Path("/flags")
    public static class Flags {

        public static class Parameters {
            @QueryParam("time")
            Instant time;
        }

        @GET
        public String get(@BeanParam Parameters parameters) {
            return String.valueOf(parameters.time);
        }
    }

    @Test
    void a_wrong_parameter_of_a_bean_leaves_no_warning_of_the_injection() {
        try (TestServer server = TestServer.with(new Flags());
                LogLines log = new LogLines("org.glassfish.jersey.internal", Level.WARN)) {
            given().get(server.url() + "/flags?time=yesterday").then().statusCode(400);
            assertThat(log.levels()).doesNotContain(Level.WARN, Level.ERROR);
        }
    }

    @Test
    void the_end_of_a_server_is_no_warning() {
        try (LogLines log = new LogLines("org.glassfish.grizzly", Level.WARN)) {
            TestServer.with(new Orders()).close();
            assertThat(log.levels()).doesNotContain(Level.WARN, Level.ERROR);
        }
    }

    /** The test's class path has such a file; without one is tried by the projects outside. */
    @Test
    void with_a_configuration_file_logback_is_left_as_it_is() {
        LoggerContext context = new LoggerContext();
        LogbackDefaults defaults = new LogbackDefaults();
        defaults.setContext(context);
        assertThat(defaults.configure(context)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
        assertThat(context.getLogger("com.zaxxer.hikari").getLevel()).isNull();
    }
}
