package dev.connectorkit.server;

import static dev.connectorkit.server.EventServer.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.server.OrderEvents.Order;
import dev.connectorkit.server.OrderEvents.Region;
import dev.connectorkit.storage.TestDatabases;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Readiness names the part that is down, and liveness stays up. */
class ReadinessTest {

    @TempDir
    Path folder;

    private static HikariDataSource pool(String store) {
        HikariConfig config = new HikariConfig();
        if (store.startsWith("sqlite:")) {
            config.setJdbcUrl("jdbc:" + store);
        } else {
            URI address = URI.create(store);
            config.setJdbcUrl("jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath());
            config.setUsername("postgres");
            config.setPassword("postgres");
        }
        config.setMaximumPoolSize(12);
        return new HikariDataSource(config);
    }

    private static HttpResponse<String> get(ConnectorServer server, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.port() + "/health/" + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void aDatabaseThatIsLostIsNamedWhileTheProcessStaysLive(TestDatabases kind) throws Exception {
        Callbacks<Region, Order> created = OrderEvents.event().build();
        try (HikariDataSource pool = pool(kind.fresh(folder));
                ConnectorServer server = ConnectorServer.builder()
                        .host("localhost")
                        .port(0)
                        .dataDir(folder)
                        .dataSource(pool)
                        .callbacks(created)
                        .orchestrations(Orchestrations.create())
                        .register(new OrderEvents(created))
                        .start()) {
            soon().until(() -> get(server, "ready").statusCode() == 200);
            assertThat(get(server, "ready").body())
                    .contains("\"callbacks\":\"UP\"", "\"orchestrations\":\"UP\"", "\"database\":\"UP\"");
            pool.close();
            soon().until(() -> get(server, "ready").statusCode() == 503);
            assertThat(get(server, "ready").body()).contains("\"database\":\"DOWN\"", "\"accepting\":\"UP\"");
            HttpResponse<String> live = get(server, "live");
            assertThat(live.statusCode()).isEqualTo(200);
            assertThat(live.body()).doesNotContain("database").doesNotContain("callbacks");
        }
    }
}
