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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.glassfish.jersey.inject.hk2.AbstractBinder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Fails in the way of its name. */
    @Path("failing")
    public static final class Failing {

        @GET
        @Path("{how}")
        @Operation(operationId = "Fail", summary = "Fail")
        public String fail(@PathParam("how") String how) {
            throw new Unready(how);
        }
    }

    /** An exception of the author's. */
    static final class Unready extends RuntimeException {

        private static final long serialVersionUID = 1;

        Unready(String how) {
            super(how);
        }
    }

    /** A mapper that fails itself. */
    public static final class UnreadyMapper implements ExceptionMapper<Unready> {

        @Override
        public Response toResponse(Unready unready) {
            switch (unready.getMessage()) {
                case "null":
                    throw new NullPointerException("inside");
                case "error":
                    throw new StackOverflowError("inside");
                case "web":
                    throw new WebApplicationException("inside", 400);
                case "same":
                    throw unready;
                case "empty":
                    return Response.serverError().build();
                case "text":
                    return Response.serverError().entity("of the author").build();
                default:
                    return Response.status(409).build();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "error", "web", "same", "empty"})
    void an_exception_mapper_that_fails_is_a_problem_document_with_a_log_id(String how) {
        given().get(server.url() + "failing/" + how)
                .then()
                .statusCode(500)
                .contentType(Problem.MEDIA_TYPE)
                .header("x-request-id", not(nullValue()))
                .body("logId", not(nullValue()))
                .body("instance", equalTo("/failing/" + how))
                .body(not(containsString("inside")));
        given().head(server.url() + "failing/" + how).then().statusCode(500).contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void the_answers_of_exception_mappers_stay_as_they_are() {
        given().get(server.url() + "failing/text").then().statusCode(500).body(equalTo("of the author"));
        given().get(server.url() + "failing/other").then().statusCode(409).body(equalTo(""));
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
                .register(Failing.class)
                .register(UnreadyMapper.class)
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
