package dev.connectorkit.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.sdk.action.AsyncAction;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.test.JerseyTest;
import org.glassfish.jersey.test.inmemory.InMemoryTestContainerFactory;
import org.glassfish.jersey.test.spi.TestContainerException;
import org.glassfish.jersey.test.spi.TestContainerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The feature in a plain JerseyTest, without a container. */
class JerseyTestTest extends JerseyTest {

    private ConnectorRuntime runtime; // set by configure, which the constructor of JerseyTest calls

    @Override
    protected Application configure() {
        AsyncAction<Shop.Order, Shop.Order> pack = Shop.action();
        Callbacks<Shop.Region, Shop.Order> placed = Shop.event();
        runtime = ConnectorRuntime.builder()
                .store("memory")
                .actions(pack)
                .callbacks(placed)
                .build();
        return new ResourceConfig().register(new Shop(placed, pack)).register(runtime.feature());
    }

    @Override
    protected TestContainerFactory getTestContainerFactory() throws TestContainerException {
        return new InMemoryTestContainerFactory();
    }

    @BeforeEach
    void start() throws Exception {
        setUp();
    }

    @AfterEach
    void stop() throws Exception {
        tearDown();
        runtime.close();
    }

    @Test
    void a_trigger_is_polled_and_a_problem_is_reported() {
        Response poll = target("shop/orders").request().get();
        assertThat(poll.getStatus()).isEqualTo(202);
        assertThat(poll.getHeaderString("Location")).contains("triggerState=");
        Response violated =
                target("shop/orders").queryParam("least", -1).request().get();
        assertThat(violated.getStatus()).isEqualTo(400);
        assertThat(violated.getMediaType().toString()).startsWith("application/problem+json");
    }

    @Test
    void an_action_is_accepted() {
        Response accepted = target("shop/packets")
                .request()
                .post(jakarta.ws.rs.client.Entity.json(Map.of("number", "A-1", "placed", "2026-11-21T03:44:00Z")));
        assertThat(accepted.getStatus()).isEqualTo(202);
    }
}
