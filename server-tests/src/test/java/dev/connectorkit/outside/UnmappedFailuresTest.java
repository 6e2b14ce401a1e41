package dev.connectorkit.outside;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.connectorkit.http.problem.Problem;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.storage.StorageException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.GenericType;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.glassfish.jersey.inject.hk2.AbstractBinder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Failures for which Jersey asks no exception mapper. */
class UnmappedFailuresTest {

    private final AtomicReference<String> name = new AtomicReference<>("defect");
    private ConnectorServer server;

    /** Cannot be created; its dependency may be why. */
    @Path("unmade")
    public static final class Unmade {

        /** Throws. */
        @Inject
        public Unmade(Supplier<String> name) {
            if (name.get().equals("defect")) {
                throw new IllegalStateException("inside");
            }
        }

        @GET
        @Operation(operationId = "BeUnmade", summary = "Be unmade")
        public String made() {
            return "made";
        }
    }

    private String name() {
        if (name.get().equals("lost")) {
            throw new StorageException("inside", new SQLTransientConnectionException());
        }
        return name.get();
    }

    @BeforeEach
    void start() {
        server = ConnectorServer.builder()
                .host("localhost")
                .register(Unmade.class)
                .register(new AbstractBinder() {
                    @Override
                    protected void configure() {
                        bind((Supplier<String>) UnmappedFailuresTest.this::name)
                                .to(new GenericType<Supplier<String>>() {}.getType());
                    }
                })
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void they_are_problem_documents_with_a_log_id() {
        given().get(server.url() + "unmade")
                .then()
                .statusCode(500)
                .contentType(Problem.MEDIA_TYPE)
                .header("x-request-id", not(nullValue()))
                .body("logId", not(nullValue()))
                .body("instance", equalTo("/unmade"))
                .body(not(containsString("inside")));
        given().head(server.url() + "unmade").then().statusCode(500).contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void a_database_that_is_away_is_a_503_here_too_and_later_requests_are_served() {
        name.set("lost");
        given().get(server.url() + "unmade")
                .then()
                .statusCode(503)
                .header("Retry-After", not(nullValue()))
                .body(not(containsString("inside")));
        name.set("found");
        given().get(server.url() + "unmade").then().statusCode(200).body(equalTo("made"));
    }
}
