package dev.connectorkit.server;

import static dev.connectorkit.server.EventServer.soon;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.Tables;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.server.Bakery.Cake;
import dev.connectorkit.server.Bakery.CakeOrder;
import dev.connectorkit.server.OrderEvents.Order;
import dev.connectorkit.server.OrderEvents.Region;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database of the first version is opened by this one, which loses nothing of it. */
class FirstTablesTest {

    private static final byte[] KEY = TestServer.KEY;
    private static final byte[] NEW_KEY = new byte[32];

    @TempDir
    Path folder;

    private final Callbacks<Region, Order> created = OrderEvents.event().build();
    private final AsyncAction<CakeOrder, Cake> bake =
            Bakery.action().work(new Oven().open()).build();

    private ConnectorServer start(String store, byte[] key, byte[]... previous) {
        return ConnectorServer.builder()
                .host("localhost")
                .port(0)
                .stateKeys(key, previous)
                .store(store)
                .callbacks(created)
                .actions(bake)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()))
                .register(new OrderEvents(created))
                .register(new Bakery(bake))
                .start();
    }

    private static String id(int number) {
        return HexFormat.of().toHexDigits(System.currentTimeMillis(), 12) + String.format("%020x", number);
    }

    private static void got(Receiver receiver, String order) {
        soon().until(() ->
                receiver.got().stream().anyMatch(request -> request.body().contains("\"" + order + "\"")));
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void waitingDeliveriesArriveAndSubscriptionsOperationsAndTokensGoOn(TestDatabases kind) throws Exception {
        String store = kind.fresh(folder);
        long now = System.currentTimeMillis();
        String subscription = id(1);
        String operation = id(2);
        String dead = id(3);
        try (Receiver receiver = new Receiver()) {
            String url = receiver.url("/hook");
            String host = "127.0.0.1:" + java.net.URI.create(url).getPort();
            String token;
            String status;
            try (FirstTables tables = new FirstTables(store, KEY)) {
                tables.subscription(subscription, "order-created", host, url, now);
                tables.delivery(id(4), id(14), subscription, host, body("due"), null, now);
                tables.delivery(id(5), id(15), subscription, host, body("claimed"), "ended", now + 1_000);
                tables.deadLetter(dead, id(16), subscription, host, body("dead"), now);
                tables.attempt(dead, now - 2_000);
                tables.attempt(dead, now - 1_000);
                tables.operation(operation, "QUEUED", "{\"flavour\":\"plum\",\"layers\":3}", now);
                token = tables.token(subscription);
                status = tables.token(operation);
            }
            assertThatThrownBy(() -> start(store, NEW_KEY)).isInstanceOf(StorageException.class);
            try (ConnectorServer server = start(store, KEY)) {
                got(receiver, "due");
                got(receiver, "claimed");
                assertThat(created.subscribe(url, new Region("north")).token()).isEqualTo(token);
                soon().until(() ->
                        given().get(server.url() + "operations/" + status).statusCode() == 200);
            }
            try (ConnectorServer server = start(store, NEW_KEY, KEY)) {
                created.publish(new Order("new", "north"));
                got(receiver, "new");
                given().get(server.url() + "operations/" + status).then().statusCode(200);
            }
            try (ConnectorServer server = start(store, NEW_KEY)) {
                assertThat(created.subscribe(url, new Region("north")).token()).isEqualTo(token);
                assertThat(server.port()).isPositive();
            }
            try (Tables tables = new Tables(store)) {
                assertThat(tables.count("callback_dead")).isEqualTo(1);
                assertThat(tables.count("callback_attempt WHERE delivery_id = '" + dead + "'"))
                        .isEqualTo(2);
                assertThat(tables.count("callback_delivery")).isZero();
            }
        }
    }

    private static String body(String order) {
        return "{\"id\":\"" + order + "\",\"region\":\"north\"}";
    }
}
