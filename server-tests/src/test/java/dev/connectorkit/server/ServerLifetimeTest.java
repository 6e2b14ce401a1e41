package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.server.OrderEvents.Order;
import dev.connectorkit.server.OrderEvents.Region;
import dev.connectorkit.storage.ChildServer;
import dev.connectorkit.storage.CuttingProxy;
import dev.connectorkit.storage.TestDatabases;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.jersey.server.spi.AbstractContainerLifecycleListener;
import org.glassfish.jersey.server.spi.Container;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server and the JVM around it, and the end of both. */
class ServerLifetimeTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    /** A program whose main only starts a server. */
    static final class Lonely {

        public static void main(String[] arguments) {
            ConnectorServer.builder()
                    .host("127.0.0.1")
                    .port(Integer.parseInt(arguments[2]))
                    .dataDir(Path.of(arguments[1]))
                    .register(new Orders())
                    .start();
        }
    }

    @Test
    void the_jvm_stays_up_after_main_has_returned_and_ends_on_sigterm_without_a_hook_of_the_authors() throws Exception {
        try (ChildServer node = new ChildServer(Lonely.class, "memory", folder)) {
            node.start();
            node.awaitReady();
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(node.url() + "health"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            node.stop();
            assertThat(node.log()).doesNotContain("Exception");
        }
    }

    @Test
    void only_an_open_server_keeps_the_jvm_alive() throws InterruptedException {
        Set<Thread> before = nonDaemons();
        TestServer server = TestServer.with(new Orders());
        Set<Thread> added = nonDaemons();
        added.removeAll(before);
        assertThat(added).hasSize(1);
        server.close();
        server.server().awaitClosed();
        await().atMost(LONG).untilAsserted(() -> assertThat(nonDaemons()).isSubsetOf(before));
    }

    private static Set<Thread> nonDaemons() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && !thread.getName().startsWith("awaitility"))
                .collect(Collectors.toSet());
    }

    static Stream<Throwable> failures() {
        return Stream.of(new IllegalStateException("a component of the author's"), new NoClassDefFoundError("a/Class"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_part_that_fails_to_close_keeps_no_other_open(Throwable failure) throws Exception {
        Callbacks<Region, Order> created = OrderEvents.event().build();
        Set<String> before = threads();
        ConnectorServer server = ConnectorServer.builder()
                .host("127.0.0.1")
                .dataDir(folder)
                .callbacks(created)
                .register(new OrderEvents(created))
                .register(new AbstractContainerLifecycleListener() {
                    @Override
                    public void onShutdown(Container container) {
                        ServerLifetimeTest.<RuntimeException>raise(failure);
                    }
                })
                .start();
        server.close();
        server.awaitClosed();
        await().atMost(LONG).untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void a_server_whose_database_is_gone_closes_whole() throws Exception {
        String store = TestDatabases.POSTGRES.fresh(folder);
        Callbacks<Region, Order> created = OrderEvents.event().build();
        Set<String> before = threads();
        ConnectorServer server = ConnectorServer.builder()
                .host("127.0.0.1")
                .dataDir(folder)
                .store(store)
                .callbacks(created)
                .orchestrations(dev.connectorkit.orchestration.Orchestrations.create()
                        .register("Nothing", String.class, String.class, (ctx, input) -> input))
                .register(new OrderEvents(created))
                .start();
        assertThat(threads()).isNotEqualTo(before);
        drop(store);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
        closed.get(LONG.toSeconds(), TimeUnit.SECONDS);
        server.awaitClosed();
        await().atMost(LONG).untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    @Test
    void a_server_whose_database_is_silent_closes_whole_before_its_statements_expire() throws Exception {
        URI store = URI.create(TestDatabases.POSTGRES.fresh(folder));
        Callbacks<Region, Order> created = OrderEvents.event().build();
        Set<String> before = threads();
        try (CuttingProxy proxy = new CuttingProxy(store.getPort())) {
            ConnectorServer server = ConnectorServer.builder()
                    .host("127.0.0.1")
                    .dataDir(folder)
                    .store(store.toString().replace(":" + store.getPort() + "/", ":" + proxy.port() + "/"))
                    .callbacks(created)
                    .orchestrations(dev.connectorkit.orchestration.Orchestrations.create()
                            .register("Nothing", String.class, String.class, (ctx, input) -> input))
                    .register(new OrderEvents(created))
                    .start();
            proxy.fallSilent();
            CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
            closed.get(50, TimeUnit.SECONDS); // the statements of the database have a minute
            server.awaitClosed();
        }
        await().atMost(LONG).untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    /** As if the machine of the database were gone: nothing that is asked of it works any more. */
    private static void drop(String store) throws SQLException {
        URI uri = URI.create(store);
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://localhost:" + uri.getPort() + "/postgres", "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + uri.getPath().substring(1) + " WITH (FORCE)");
        }
    }

    /** Names of threads, but for those of the JVM, of the test, and the one that Grizzly leaves where a component throws an Error. */
    private static Set<String> threads() {
        List<String> shared = List.of(
                "ForkJoinPool", "Cleaner", "process reaper", "Attach", "Keep-Alive", "awaitility", "HttpServer-");
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> shared.stream().noneMatch(name::contains))
                .collect(Collectors.toSet());
    }
}
