package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.storage.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events whose subscriptions get them one at a time and in order. */
class OrderTest {

    private static final Duration WAIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final Map<String, Boolean> seen = new ConcurrentHashMap<>();
    private Receiver receiver;
    private EventServer server;

    @BeforeEach
    void listen() throws Exception {
        receiver = new Receiver();
    }

    private void start(TestDatabases kind) {
        server = EventServer.with(OrderEvents.event().ordered(), builder -> builder.store(kind.fresh(folder)));
    }

    @AfterEach
    void stop() {
        server.close();
        receiver.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "POSTGRES"})
    void whatFailsHoldsUpWhatIsBehindItOfItsOwnSubscriptionOnly(TestDatabases kind) {
        start(kind);
        String slow = EventServer.id(server.subscribe(receiver.url("/slow")));
        server.subscribe(receiver.url("/quick"));
        receiver.answering(got -> Receiver.Reply.of(got.target().equals("/slow") && isFirst(got) ? 503 : 202));
        server.publish("1");
        server.publish("2");
        server.publish("3");

        EventServer.soon().until(() -> receiver.got("/quick").size() == 3);
        List<Map<String, Object>> left = EventServer.soon()
                .until(
                        () -> server.list("deliveries?subscription=" + slow),
                        all -> all.size() == 3 && all.get(0).get("attempts").equals(1));
        assertThat(left.get(0)).containsKey("dueAt").containsEntry("underWay", false);
        assertThat(left.subList(1, 3)).noneMatch(behind -> behind.containsKey("dueAt"));
        assertThat(receiver.got("/slow")).hasSize(1);

        server.pass(WAIT);
        EventServer.soon().until(() -> server.list("deliveries").isEmpty());
        assertThat(bodies("/slow")).containsExactly("1", "1", "2", "3");
        assertThat(bodies("/quick")).containsExactly("1", "2", "3");
    }

    @Test
    void thereIsNeverMoreThanOneOnItsWay() {
        start(TestDatabases.MEMORY);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        receiver.answering(got -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            Thread.yield();
            underWay.decrementAndGet();
            return Receiver.Reply.of(202);
        });
        server.subscribe(receiver.url("/a"));
        List<String> ids = IntStream.range(0, 30).mapToObj(Integer::toString).toList();
        ids.forEach(server::publish);
        EventServer.soon().until(() -> server.list("deliveries").isEmpty());
        assertThat(bodies("/a")).isEqualTo(ids);
        assertThat(most).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "POSTGRES"})
    void whatIsGivenUpLetsTheNextGoAndMayBeSentAgain(TestDatabases kind) {
        start(kind);
        server.subscribe(receiver.url("/a"));
        receiver.answering(got -> Receiver.Reply.of(got.body().contains("\"1\"") ? 400 : 202));
        server.publish("1");
        server.publish("2");
        EventServer.soon().until(() -> attempts() == 1);
        server.pass(WAIT);
        EventServer.soon().until(() -> server.list("deliveries").isEmpty());
        assertThat(bodies("/a")).containsExactly("1", "1", "2");

        receiver.answering(202);
        Object dead = server.list("dead-letters").get(0).get("id");
        server.operate("dead-letters/" + dead + "/resend");
        server.publish("3");
        EventServer.soon().until(() -> server.list("deliveries").isEmpty());
        assertThat(bodies("/a")).containsExactly("1", "1", "2", "1", "3");
    }

    @Test
    void whatAPausedSubscriptionMissedIsSentInItsOrder() {
        start(TestDatabases.MEMORY);
        String id = EventServer.id(server.subscribe(receiver.url("/a")));
        server.operate("subscriptions/" + id + "/pause");
        List<String> missed = List.of("1", "2", "3", "4", "5");
        missed.forEach(server::publish);
        server.operate("subscriptions/" + id + "/resume");
        server.operate("subscriptions/" + id + "/resend");
        EventServer.soon().until(() -> server.list("deliveries").isEmpty());
        assertThat(bodies("/a")).isEqualTo(missed);
    }

    private int attempts() {
        return (Integer) server.list("deliveries").get(0).get("attempts");
    }

    private boolean isFirst(Receiver.Got got) {
        return seen.putIfAbsent(got.target(), true) == null;
    }

    /** The ids of the orders that came there, as they came. */
    private List<String> bodies(String path) {
        return receiver.got(path).stream()
                .map(got -> got.body().replaceAll("\\{\"id\":\"(\\d+)\".*", "$1"))
                .toList();
    }
}
