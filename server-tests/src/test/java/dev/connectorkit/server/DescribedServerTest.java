package dev.connectorkit.server;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.sdk.poll.Poll;
import dev.connectorkit.swagger.ConnectorDescription;
import dev.connectorkit.swagger.InvalidConnectorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Date;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server with a description, and with resources whose annotations are on an interface. */
class DescribedServerTest {

    record Order(String id) {}

    @Path("/orders")
    interface OrderApi {
        @GET
        @PollTrigger(summary = "When an order is placed")
        Poll<Order> placed(@TriggerState Optional<Long> since);
    }

    public static class Orders implements OrderApi {
        @Override
        public Poll<Order> placed(Optional<Long> since) {
            return since.isEmpty() ? Poll.nothing(1L) : Poll.nothing();
        }
    }

    interface DateApi {
        @GET
        @PollTrigger(summary = "When a date passes")
        Poll<Order> dates(@TriggerState Date since);
    }

    @Path("/dates")
    public static class Dates implements DateApi {
        @Override
        public Poll<Order> dates(Date since) {
            return Poll.nothing();
        }
    }

    private static final ConnectorDescription DESCRIPTION = ConnectorDescription.builder()
            .title("Orders")
            .resources(Orders.class)
            .build();

    @Test
    void a_trigger_that_an_interface_declares_polls_and_is_described() {
        try (ConnectorServer server = ConnectorServer.builder()
                .describe(DESCRIPTION)
                .register(new Orders())
                .start()) {
            String next = given().redirects()
                    .follow(false)
                    .get("http://localhost:" + server.port() + "/orders")
                    .then()
                    .statusCode(202)
                    .extract()
                    .header("Location");
            assertThat(next).contains("triggerState=");
            given().get(next).then().statusCode(202);
            given().get("http://localhost:" + server.port() + "/swagger.json")
                    .then()
                    .body("info.title", equalTo("Orders"))
                    .body("paths.'/orders'.get.'x-ms-trigger'", equalTo("single"));
        }
    }

    @Test
    void the_state_of_an_inherited_trigger_is_checked() {
        assertThatThrownBy(ConnectorServer.builder().register(new Dates())::start)
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("a trigger state cannot be java.util.Date");
    }

    @Test
    void a_description_of_other_resources_than_those_registered_fails_the_start() {
        assertThatThrownBy(ConnectorServer.builder().describe(DESCRIPTION)::start)
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("names Orders, which is not registered");
        assertThatThrownBy(ConnectorServer.builder()
                        .describe(ConnectorDescription.builder()
                                .resources(Dates.class)
                                .build())
                        .register(new Orders())::start)
                .isInstanceOf(InvalidConnectorException.class)
                .hasMessageContaining("Orders is registered with the server, and the description does not name it")
                .hasMessageContaining("a trigger state cannot be java.util.Date");
    }
}
