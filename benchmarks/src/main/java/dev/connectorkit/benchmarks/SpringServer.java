package dev.connectorkit.benchmarks;

import dev.connectorkit.annotations.TriggerState;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The triggers by hand on Spring Boot MVC with Tomcat. */
final class SpringServer {

    private SpringServer() {}

    /** Starts it and returns its port. */
    static int start(int workers) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setDefaultProperties(Map.of(
                "server.port", "0",
                "server.tomcat.threads.max", workers,
                "server.tomcat.max-keep-alive-requests", -1,
                "spring.main.banner-mode", "off",
                "logging.level.root", "OFF"));
        String port = application.run().getEnvironment().getProperty("local.server.port");
        return Integer.parseInt(Objects.requireNonNull(port));
    }

    /** The application. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(ByHand.class)
    public static class Application {}

    /** As {@link PollServer.ByHand}. */
    @RestController
    public static class ByHand {

        /** Finds nothing. */
        @GetMapping("/orders/nothing")
        public ResponseEntity<Void> nothing(@RequestParam(TriggerState.NAME) String since, HttpServletRequest request) {
            return answer(202, Instant.parse(since), request).build();
        }

        /** Finds ten orders. */
        @GetMapping("/orders/found")
        public ResponseEntity<List<PollServer.Order>> found(
                @RequestParam(TriggerState.NAME) String since, HttpServletRequest request) {
            return answer(200, Instant.parse(since).plusSeconds(10), request).body(PollServer.tenOrders());
        }

        private static ResponseEntity.BodyBuilder answer(int status, Instant next, HttpServletRequest request) {
            return ResponseEntity.status(status)
                    .header(HttpHeaders.RETRY_AFTER, "15")
                    .location(URI.create(request.getRequestURL() + "?" + TriggerState.NAME + "=" + next));
        }
    }
}
