package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import jakarta.inject.Inject;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.glassfish.jersey.internal.inject.InjectionManager;
import org.glassfish.jersey.server.internal.inject.ConfiguredValidator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An application none of whose registered resources has constraints. */
class LateValidationTest {

    @Path("/free")
    @Produces("text/plain")
    public static class Free {

        @Inject
        private InjectionManager injection;

        @GET
        public String validator() {
            return injection.getInstance(ConfiguredValidator.class).getClass().getSimpleName();
        }

        @Path("part")
        public Constrained part() {
            return new Constrained();
        }
    }

    /** Jersey learns of it from the first request. */
    public static class Constrained {
        @GET
        public String greet(@QueryParam("name") @Size(max = 3) String name) {
            return "Hello " + name;
        }
    }

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.with(new Free());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void itsResourcesAreCalledWithoutBeanValidation() {
        String validator = server.get("/free").then().statusCode(200).extract().asString();
        assertThat(validator).isEqualTo("LateValidation");
    }

    @Test
    void theConstraintsOfASubResourceApply() {
        server.get("/free/part?name=Eve").then().statusCode(200).body(equalTo("Hello Eve"));
        server.get("/free/part?name=Adam").then().statusCode(400).body("detail", containsString("name"));
    }
}
