package dev.connectorkit.test.junit;

import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.Profile;
import dev.connectorkit.test.Background;
import dev.connectorkit.test.TestClock;
import dev.connectorkit.test.WorkflowEngine;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * JUnit extension that starts a connector and an engine for each test, with one {@link TestClock} for both. Test methods may have
 * parameters of the types {@link WorkflowEngine}, {@link TestClock} and {@link ConnectorServer}.
 *
 * <pre>{@code
 * @RegisterExtension
 * final ConnectorExtension connector = ConnectorExtension.of((server, clock) -> server.register(new Orders(clock)));
 *
 * @Test
 * void an_order_starts_a_run(WorkflowEngine engine) {
 *     PollingWorkflow workflow = engine.poll("NewOrders");
 *     ...
 *     engine.advance(Duration.ofMinutes(3));
 *     assertThat(workflow.runs()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Unless it is configured otherwise, the connector listens on a free port of this machine, keeps everything in memory, and may call
 * back to this machine. Register it as an instance field, so that each test has a connector of its own.
 */
public final class ConnectorExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Set<Class<?>> TYPES = Set.of(WorkflowEngine.class, TestClock.class, ConnectorServer.class);

    private final BiConsumer<ConnectorServer.Builder, TestClock> connector;
    private final Consumer<WorkflowEngine.Builder> options;
    private @Nullable Parts parts;

    private record Parts(TestClock clock, ConnectorServer server, WorkflowEngine engine) {}

    private ConnectorExtension(
            BiConsumer<ConnectorServer.Builder, TestClock> connector, Consumer<WorkflowEngine.Builder> options) {
        this.connector = connector;
        this.options = options;
    }

    /** Returns an extension for the connector that is configured by this function. */
    public static ConnectorExtension of(BiConsumer<ConnectorServer.Builder, TestClock> connector) {
        return new ConnectorExtension(connector, engine -> {});
    }

    /** Returns the extension with other options of the engine, such as its connection. */
    public ConnectorExtension engine(Consumer<WorkflowEngine.Builder> changes) {
        return new ConnectorExtension(connector, options.andThen(changes));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        TestClock clock = TestClock.create();
        ConnectorServer.Builder builder = ConnectorServer.builder()
                .host("localhost")
                .store("memory")
                .clock(clock)
                .delivery(delivery -> delivery.guard(CallbackGuard.forDevelopment()));
        connector.accept(builder, clock);
        ConnectorServer server = builder.start();
        try {
            WorkflowEngine.Builder engine = engine(server, clock);
            options.accept(engine);
            parts = new Parts(clock, server, engine.build());
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /**
     * Returns a builder of an engine that has imported a running connector and sees its deliveries.
     *
     * @param clock the connector's
     */
    public static WorkflowEngine.Builder engine(ConnectorServer server, TestClock clock) {
        Background background = server.callbackAdmin()
                .<Background>map(admin -> new Deliveries(admin, clock))
                .orElse(Background.unknown());
        return WorkflowEngine.builder()
                .document(server.document()
                        .swagger(Profile.DESIGNER, server.url())
                        .toString())
                .base(server.url())
                .clock(clock)
                .background(background);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Parts running = parts;
        parts = null;
        if (running != null) {
            try {
                running.server().close();
            } finally {
                running.engine().close();
            }
        }
    }

    /**
     * Returns the engine of the running test.
     *
     * @throws IllegalStateException if no test is running
     */
    public WorkflowEngine engine() {
        return running().engine();
    }

    /** Returns the clock of the running test, likewise. */
    public TestClock clock() {
        return running().clock();
    }

    /** Returns the connector of the running test, likewise. */
    public ConnectorServer server() {
        return running().server();
    }

    private Parts running() {
        if (parts == null) {
            throw new IllegalStateException("The connector runs during a test only");
        }
        return parts;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == WorkflowEngine.class ? engine() : type == TestClock.class ? clock() : server();
    }
}
