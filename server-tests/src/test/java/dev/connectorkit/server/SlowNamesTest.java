package dev.connectorkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.guard.CallbackGuard;
import dev.connectorkit.storage.TestClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host whose name servers hang, next to one that is well. */
class SlowNamesTest {

    private static final Duration STEP = Duration.ofSeconds(25);

    /** Longer than the test waits for anything. */
    private static final Duration BUDGET = Duration.ofSeconds(30);

    private final TestClock names = new TestClock();
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile boolean hangs;
    private Receiver receiver;
    private EventServer server;

    @BeforeEach
    void start() throws Exception {
        receiver = new Receiver();
        CallbackGuard guard = CallbackGuard.builder()
                .allowHttp()
                .ports("1-65535")
                .openNetwork("127.0.0.0/8")
                .resolver(this::resolve)
                .lookUpBudget(BUDGET)
                .clock(names)
                .build();
        server = EventServer.with(OrderEvents.event(), builder -> builder.delivery(options -> options.guard(guard)));
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        try {
            if (hangs && host.startsWith("slow")) {
                answered.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
    }

    @AfterEach
    void stop() {
        answered.countDown();
        server.close();
        receiver.close();
    }

    @Test
    void oneThatWasNeverLookedUpDoesNotDelayTheOthers() {
        server.subscribe(at("slow", "/slow"));
        server.subscribe(at("well", "/well"));
        pass(Duration.ofMinutes(2));
        hangs = true;
        theOtherGetsTwo();
    }

    @Test
    void oneWhoseNameIsForgottenWhileItIsBusyDoesNotDelayTheOthers() {
        // Requests that wait for it keep it busy.
        receiver.answering(got -> Receiver.Reply.of(got.target().equals("/down") ? 429 : 202));
        server.subscribe(at("slow", "/down"));
        server.publish("0");
        EventServer.soon().until(() -> receiver.got("/down").size() == 1);
        server.subscribe(at("slow", "/slow"));
        server.subscribe(at("well", "/well"));
        for (int i = 1; i <= 2; i++) {
            int number = i;
            pass(STEP);
            server.publish(Integer.toString(i));
            EventServer.soon()
                    .until(() -> receiver.got("/slow").size() == number
                            && receiver.got("/well").size() == number);
        }
        hangs = true;
        pass(STEP);
        theOtherGetsTwo();
    }

    private void theOtherGetsTwo() {
        int before = receiver.got("/well").size();
        int slow = receiver.got("/slow").size();
        server.publish("3");
        server.publish("4");
        EventServer.soon().until(() -> receiver.got("/well").size() == before + 2);
        assertThat(receiver.got("/slow")).hasSize(slow);
        answered.countDown();
        EventServer.soon().until(() -> receiver.got("/slow").size() == slow + 2);
    }

    private String at(String name, String path) {
        return receiver.url(path).replace("localhost", name + ".example.com");
    }

    private void pass(Duration time) {
        names.pass(time);
        server.pass(time);
    }
}
