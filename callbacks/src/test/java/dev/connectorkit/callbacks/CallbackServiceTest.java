package dev.connectorkit.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.connectorkit.callbacks.delivery.DeliveryAttempt;
import dev.connectorkit.callbacks.delivery.DeliveryListener;
import dev.connectorkit.callbacks.delivery.DeliveryPolicy;
import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.storage.CuttingProxy;
import dev.connectorkit.storage.StorageException;
import dev.connectorkit.storage.TestClock;
import dev.connectorkit.storage.TestDatabases;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** The service as a plain program uses it. */
class CallbackServiceTest {

    private static final byte[] KEY = new byte[32];
    private static final Duration SOON = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final Hooks hooks = new Hooks();
    private final Callbacks<OrderFilter, Order> created = event("order-created");
    private CallbackService service;

    /** A filter. */
    record OrderFilter(String region) {}

    /** A payload. */
    record Order(String id, String region) {}

    private static Callbacks<OrderFilter, Order> event(String name) {
        return Callbacks.named(name, OrderFilter.class, Order.class)
                .where((filter, order) -> filter.region().equals(order.region()))
                .build();
    }

    private CallbackService.Builder builder(String store) {
        return CallbackService.builder()
                .store(store)
                .keys(KEY)
                .callbacks(created)
                .delivery(options -> options.guard(CallbackGuard.forDevelopment()));
    }

    private void start(CallbackService.Builder builder) {
        service = builder.start();
    }

    @AfterEach
    void stop() {
        hooks.close();
        if (service != null) {
            service.close();
        }
    }

    private Subscribed subscribe(String path) {
        return created.subscribe(hooks.url(path), new OrderFilter("north"));
    }

    private static Order order(int number) {
        return new Order("A-" + number, "north");
    }

    @ParameterizedTest
    @EnumSource
    void aProgramSubscribesPublishesAndUnsubscribes(TestDatabases kind) {
        start(builder(kind.fresh(folder)));
        Subscribed subscribed = subscribe("/a");
        assertThat(created.publish(new Order("x", "south")).deliveries()).isZero();
        assertThat(created.publish(order(1)).deliveries()).isEqualTo(1);
        await().atMost(SOON).until(() -> hooks.got().size() == 1);
        assertThat(hooks.got().get(0).body()).isEqualTo("{\"id\":\"A-1\",\"region\":\"north\"}");
        assertThat(service.unsubscribe("nonsense")).isFalse();
        assertThat(service.unsubscribe(subscribed.token())).isTrue();
        assertThat(service.unsubscribe(subscribed.token())).as("again").isTrue();
        assertThat(created.publish(order(2)).deliveries()).isZero();
    }

    /** As after a pause of the process, or of the database, that was longer than the lease. */
    @Test
    void aDeliveryIsRetriedWhoseLeaseHasExpiredDuringItsAttempt() throws Exception {
        CountDownLatch ending = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        hooks.answering(request -> {
            boolean fails = ending.getCount() > 0 && begun.getAndIncrement() > 0;
            return fails && awaited(ending) ? 503 : 202;
        });
        String url = TestDatabases.SQLITE.fresh(folder);
        DeliveryPolicy policy =
                DeliveryPolicy.builder().schedule(Duration.ofMillis(100)).build();
        start(builder(url)
                .delivery(
                        options -> options.guard(CallbackGuard.forDevelopment()).policy(policy)));
        subscribe("/a");
        created.publish(order(1));
        await().atMost(SOON).until(() -> service.admin().deliveries(null, "", 1).isEmpty());
        created.publish(order(2));
        await().atMost(SOON).until(() -> begun.get() == 2);
        try (Connection outside = DriverManager.getConnection("jdbc:" + url);
                Statement statement = outside.createStatement()) {
            statement.execute("PRAGMA busy_timeout=30000");
            statement.execute("UPDATE callback_delivery SET lease_until = 1");
            await().atMost(SOON).until(() -> isClaimedAgain(statement));
        }
        ending.countDown();

        await().atMost(SOON).until(() -> service.admin().deliveries(null, "", 1).isEmpty());
        assertThat(service.admin().deadLetters(null, "", 1)).isEmpty();
    }

    private static boolean isClaimedAgain(Statement statement) throws SQLException {
        try (ResultSet claimed = statement.executeQuery("SELECT 1 FROM callback_delivery WHERE lease_until > 1")) {
            return claimed.next();
        }
    }

    private static boolean awaited(CountDownLatch ending) {
        try {
            return ending.await(SOON.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anEventIsUsableOnlyWhileItsServiceRuns() {
        assertThatThrownBy(() -> created.publish(order(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("order-created");
        start(builder("memory"));
        assertThatThrownBy(() -> builder("memory").start()).hasMessageContaining("already");
        created.publish(order(1));
        service.close();
        assertThatThrownBy(() -> created.publish(order(1))).isInstanceOf(IllegalStateException.class);
        start(builder("memory"));
        created.publish(order(1));
    }

    @Test
    void aServiceIsReadyFromItsStartToItsEnd() {
        start(builder("memory"));
        await().atMost(SOON).until(() -> service.health().ready());
        service.close();
        assertThat(service.health().ready()).isFalse();
    }

    @Test
    void anOutageOfTheDatabaseIsLoggedWhenItBeginsAndWhenItEnds() {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.connectorkit.deliveries");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.addAppender(log);
        Level level = logger.getLevel();
        logger.setLevel(Level.INFO);
        URI store = URI.create(TestDatabases.POSTGRES.fresh(folder));
        try (CuttingProxy proxy = new CuttingProxy(store.getPort())) {
            start(builder(store.toString().replace(":" + store.getPort() + "/", ":" + proxy.port() + "/")));
            subscribe("/a");
            proxy.retarget(1); // where nothing listens
            await().atMost(SOON).until(() -> logged(log, "Deliveries wait for the database") > 0);
            List<Integer> failures = new ArrayList<>();
            await().atMost(SOON).until(() -> {
                assertThatThrownBy(() -> created.publish(order(1))).isInstanceOf(StorageException.class);
                failures.add(1);
                return failures.size() == 2; // each after some attempts of the delivery's thread
            });
            proxy.retarget(store.getPort());
            await().atMost(SOON).until(() -> logged(log, "Deliveries continue") == 1);
            created.publish(order(2));
            await().atMost(SOON).until(() -> !hooks.got().isEmpty());
            assertThat(logged(log, "Deliveries wait for the database")).isEqualTo(1);
        } finally {
            logger.setLevel(level);
            logger.detachAppender(log);
        }
    }

    private static long logged(ListAppender<ILoggingEvent> log, String beginning) {
        return log.list.stream()
                .filter(entry -> entry.getFormattedMessage().startsWith(beginning))
                .count();
    }

    @Test
    void aStoreThatOutlivesTheProcessNeedsItsKey() {
        String store = TestDatabases.SQLITE.fresh(folder);
        assertThatThrownBy(() -> CallbackService.builder()
                        .store(store)
                        .callbacks(created)
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("keys(...)");
        builder(store).start().close();
        byte[] other = new byte[32];
        other[0] = 1;
        assertThatThrownBy(() -> builder(store).keys(other).start())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("another key");
        start(builder(store));
    }

    @Test
    void optionsThatCannotWorkAreNamed() {
        assertThatThrownBy(() -> CallbackService.builder().keys(new byte[3])).hasMessageContaining("keys takes");
        assertThatThrownBy(() -> CallbackService.builder().start()).hasMessageContaining("store(...)");
        assertThatThrownBy(() -> DeliveryPolicy.builder().maxAge(Duration.ZERO)).hasMessageContaining("maxAge");
        assertThatThrownBy(() -> DeliveryPolicy.builder().throttleDelay(Duration.ofSeconds(-1)))
                .hasMessageContaining("throttleDelay");
        assertThatThrownBy(() -> DeliveryPolicy.builder().maxBytesInFlight(10))
                .hasMessageContaining("maxBytesInFlight");
        assertThatThrownBy(() -> DeliveryOptions.builder().maxPayloadBytes(0)).hasMessageContaining("maxPayloadBytes");
        for (String invalid : List.of(
                "socks://x:1",
                "https://x:1",
                "http://x",
                "http://x:0",
                "http://x:65536",
                "http://u:p@x:1",
                "http://x:1/path",
                "http://x:1?a=b",
                "x:1",
                "http://:1")) {
            assertThatThrownBy(() -> DeliveryOptions.builder().proxy(URI.create(invalid)))
                    .as(invalid)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("proxy");
        }
        for (String valid : List.of("http://my_proxy:3128", "http://[::1]:3128/", "http://127.0.0.1:80")) {
            assertThat(DeliveryOptions.builder().proxy(URI.create(valid))).isNotNull();
        }
        assertThatThrownBy(() -> CallbackService.builder()
                        .store("memory")
                        .callbacks(event("a"), event("a"))
                        .start())
                .hasMessageContaining("two events named 'a'");
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void manyBusinessTransactionsAtOnceAllSucceedAndTheirEventsArrive(TestDatabases kind) throws Exception {
        start(builder(kind.fresh(folder)));
        subscribe("/a");
        service.inTransaction(connection -> execute(connection, "CREATE TABLE orders (id TEXT)"));
        ExecutorService eight = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                int number = i;
                all.add(eight.submit(() -> created.inTransaction(connection -> {
                    insert(connection, "A-" + number);
                    return created.publish(connection, order(number));
                })));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            eight.shutdownNow();
        }
        await().atMost(SOON).until(() -> hooks.got().size() == 120);
        assertThat(hooks.got()).extracting(Hooks.Got::body).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void anEventOfATransactionLeavesAfterTheCommitAlsoIfTheClockStandsStill(TestDatabases kind) throws Exception {
        start(builder(kind.fresh(folder)).clock(new TestClock(Instant.parse("2026-11-21T10:00:00Z"))));
        subscribe("/a");
        service.inTransaction(connection -> execute(connection, "CREATE TABLE orders (id TEXT)"));
        try (Connection connection = service.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, "A-1");
            created.publish(connection, order(1));
            connection.rollback();
            insert(connection, "A-2");
            created.publish(connection, order(2), Map.of("X-Mine", "yes"));
            assertThat(hooks.got()).isEmpty();
            connection.commit();
        }
        await().atMost(SOON).until(() -> hooks.got().size() == 1);
        assertThat(hooks.got().get(0).body()).contains("A-2");
        assertThat(hooks.got().get(0).headers()).containsEntry("x-mine", "yes");
    }

    @Test
    void aConnectionToAnotherDatabaseIsRefused() throws Exception {
        start(builder(TestDatabases.SQLITE.fresh(folder)));
        subscribe("/a");
        try (Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("other.db"))) {
            foreign.setAutoCommit(false);
            assertThatThrownBy(() -> created.publish(foreign, order(1)))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("another database");
        }
    }

    @Test
    void genericPayloadsAreWrittenAndFiltersRead() {
        Callbacks<List<String>, Map<String, List<Integer>>> event = Callbacks.named(
                        "lists",
                        new TypeReference<List<String>>() {},
                        new TypeReference<Map<String, List<Integer>>>() {})
                .where((names, lists) -> lists.keySet().containsAll(names))
                .build();
        start(builder("memory").callbacks(event));
        event.subscribe(hooks.url("/a"), List.of("one"));
        assertThat(event.publish(Map.of("two", List.of(2))).deliveries()).isZero();
        assertThat(event.publish(Map.of("one", List.of(1))).deliveries()).isEqualTo(1);
        await().atMost(SOON).until(() -> hooks.got().size() == 1);
        assertThat(hooks.got().get(0).body()).isEqualTo("{\"one\":[1]}");
    }

    @Test
    void aPushTriggerIsOneWithAndWithoutASlash() {
        start(builder("memory"));
        PushInput<OrderFilter> input = new PushInput<>();
        input.setCallbackUrl(hooks.url("/push"));
        input.setInputs(new OrderFilter("north"));
        Subscribed first = created.subscribe("t", input.sentBy("ann", "push/t"));
        Subscribed second = created.subscribe("t", input.sentBy("ann", "/push/t/"));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(created.publish(order(1)).deliveries()).isEqualTo(1);
        assertThat(created.subscribe("t", input.sentBy("bob", "push/t")).id()).isNotEqualTo(first.id());
        service.unsubscribePush("ann", "push/t/");
        assertThat(created.publish(order(2)).deliveries()).isEqualTo(1);
    }

    @Test
    void listenersGetTheOutcomesAndAFailingOneHarmsNobody() {
        List<String> outcomes = new CopyOnWriteArrayList<>();
        hooks.answering(request -> request.path().equals("/good") ? 200 : 410);
        start(builder("memory")
                .delivery(options -> options.listener(new DeliveryListener() {
                            @Override
                            public void delivered(DeliveryAttempt attempt) {
                                throw new StackOverflowError();
                            }
                        })
                        .listener(new DeliveryListener() {
                            @Override
                            public void delivered(DeliveryAttempt attempt) {
                                outcomes.add("delivered " + attempt.event() + " " + attempt.number());
                            }

                            @Override
                            public void subscriptionStopped(DeliveryAttempt attempt, String reason) {
                                outcomes.add("stopped " + attempt.status());
                            }
                        })));
        subscribe("/good");
        subscribe("/gone");
        created.publish(order(1));
        await().atMost(SOON).until(() -> outcomes.size() == 2);
        assertThat(outcomes).containsExactlyInAnyOrder("delivered order-created 1", "stopped 410");
    }

    @Test
    void deliveriesCarryTheTraceOfThePublication() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        start(builder("memory").traceparent(() -> trace));
        subscribe("/a");
        created.publish(order(1));
        await().atMost(SOON).until(() -> hooks.got().size() == 1);
        assertThat(hooks.got().get(0).headers()).containsEntry("traceparent", trace);
    }

    @Test
    void deliveriesGoThroughTheProxy() {
        start(builder("memory").delivery(options -> options.proxy(URI.create(hooks.url("")))));
        created.subscribe("http://127.0.0.1:9/behind", new OrderFilter("north"));
        created.publish(order(1));
        await().atMost(SOON).until(() -> hooks.got().size() == 1);
        assertThat(hooks.got().get(0).path()).isEqualTo("http://127.0.0.1:9/behind");
    }

    @Test
    void metersEndWithTheServiceAndShowNoInternalNames() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        start(builder(TestDatabases.SQLITE.fresh(folder)).metrics(registry).oneTimeGroups(List.of("export-invoices")));
        subscribe("/a");
        created.publish(order(1));
        await().atMost(SOON).until(() -> hooks.got().size() == 1);
        assertThat(registry.get("connectorkit.callbacks.subscriptions")
                        .tag("event", "order-created")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.getMeters())
                .noneMatch(meter -> meter.getId().getTags().toString().contains("once:"));
        service.close();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void aPublicationToManyHoldsNobodyUpAndReachesAll() {
        Callbacks<OrderFilter, Order> other = event("other");
        hooks.answering(request -> 202);
        start(builder(TestDatabases.SQLITE.fresh(folder)).callbacks(other));
        int many = 1_200;
        IntStream.range(0, many).parallel().forEach(i -> subscribe("/many/" + i));
        other.subscribe(hooks.url("/other"), new OrderFilter("north"));
        assertThat(created.publish(order(1)).deliveries()).isEqualTo(many);
        other.publish(order(2));
        await().atMost(SOON).until(() -> hooks.got("/other").size() == 1);
        await().atMost(Duration.ofMinutes(2)).until(() -> hooks.got("/many").size() >= many);
        assertThat(hooks.got("/many")).extracting(Hooks.Got::path).doesNotHaveDuplicates();
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate();
        }
    }

    private static void insert(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO orders (id) VALUES (?)")) {
            statement.setString(1, id);
            statement.executeUpdate();
        }
    }
}
