package dev.connectorkit.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.connectorkit.guard.NameCache.Answer;
import dev.connectorkit.guard.RefusedCallbackException.Reason;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The cache of DNS answers: content, lifetime, and slow servers. */
@Timeout(100)
class NameCacheTest {

    private static final Answer FOUND = new Answer(List.of(Names.address(Names.PUBLIC_V4)), null);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final MovingClock clock = new MovingClock();
    private final Map<String, AtomicInteger> lookUps = new ConcurrentHashMap<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void letHangingLookUpsGo() {
        release.countDown();
    }

    private int lookUps(String name) {
        return lookUps.getOrDefault(name, new AtomicInteger()).get();
    }

    /** Names with "bad" are refused, names with "hangs" wait until they are released. */
    private Answer lookUp(String name) {
        lookUps.computeIfAbsent(name, n -> new AtomicInteger()).incrementAndGet();
        if (name.contains("hangs")) {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return name.contains("bad") ? Answer.refused(Reason.UNKNOWN_HOST, "unknown") : FOUND;
    }

    private NameCache cache(Duration budget, int capacity) {
        return new NameCache(this::lookUp, clock, budget, capacity);
    }

    private static Refusal refusal(Answer answer) {
        return Objects.requireNonNull(answer.refusal(), "was let through");
    }

    private static Reason reason(Answer answer) {
        return refusal(answer).reason();
    }

    @Test
    void addresses_are_remembered_for_a_minute() {
        NameCache cache = cache(LONG, 10);

        assertThat(cache.get("good")).isEqualTo(FOUND);
        clock.pass(Duration.ofMillis(59_999));
        assertThat(cache.get("good")).isEqualTo(FOUND);
        assertThat(lookUps("good")).isEqualTo(1);

        clock.pass(Duration.ofMillis(1));
        assertThat(cache.get("good")).isEqualTo(FOUND);
        assertThat(lookUps("good")).isEqualTo(2);
    }

    @Test
    void who_must_not_wait_is_told_what_is_remembered() {
        NameCache cache = cache(LONG, 10);

        assertThat(cache.remembers("good")).isFalse();
        assertThat(cache.get("good")).isEqualTo(FOUND);
        assertThat(cache.remembers("good")).isTrue();
        clock.pass(Duration.ofMillis(58_999));
        assertThat(cache.remembers("good")).isTrue();
        clock.pass(Duration.ofMillis(1));
        assertThat(cache.remembers("good")).as("only for a moment more").isFalse();
        assertThat(lookUps("good")).isEqualTo(1);
    }

    @Test
    void refusals_are_remembered_for_half_a_minute() {
        NameCache cache = cache(LONG, 10);

        assertThat(reason(cache.get("bad"))).isEqualTo(Reason.UNKNOWN_HOST);
        clock.pass(Duration.ofMillis(29_999));
        assertThat(reason(cache.get("bad"))).isEqualTo(Reason.UNKNOWN_HOST);
        assertThat(lookUps("bad")).isEqualTo(1);

        clock.pass(Duration.ofMillis(1));
        cache.get("bad");
        assertThat(lookUps("bad")).isEqualTo(2);
    }

    @Test
    void no_more_names_are_remembered_than_the_capacity_and_the_latest_used_stay() {
        NameCache cache = cache(LONG, 10);

        cache.get("kept");
        for (int i = 0; i < 100; i++) {
            cache.get("name" + i);
            cache.get("kept");
        }
        cache.get("name99");
        cache.get("name0");

        assertThat(lookUps("kept")).isEqualTo(1);
        assertThat(lookUps("name99")).isEqualTo(1);
        assertThat(lookUps("name0")).isEqualTo(2);
    }

    @Test
    void a_caller_waits_for_a_hanging_dns_no_longer_than_the_budget_and_the_next_not_at_all() {
        NameCache cache = cache(SHORT, 10);

        Answer first = cache.get("hangs");
        assertThat(reason(first)).isEqualTo(Reason.NO_ANSWER);
        assertThat(refusal(first).message())
                .isEqualTo(
                        "DNS did not say the address of the callback host hangs within 50 ms. Try again later, or check"
                                + " the DNS servers of the host's domain.");

        assertThat(cache.get("hangs")).isSameAs(first);
        assertThat(lookUps("hangs")).isEqualTo(1);
    }

    @Test
    void a_hanging_name_does_not_hold_up_the_others() {
        NameCache cache = cache(LONG, 10);

        CompletableFuture<Answer> hanging = CompletableFuture.supplyAsync(() -> cache.get("hangs"));
        assertThat(cache.get("good")).isEqualTo(FOUND);
        assertThat(hanging).isNotDone();

        release.countDown();
        assertThat(hanging).succeedsWithin(LONG).isEqualTo(FOUND);
    }

    @Test
    void an_answer_that_comes_late_serves_the_next_caller() {
        NameCache cache = cache(SHORT, 10);
        assertThat(reason(cache.get("hangs"))).isEqualTo(Reason.NO_ANSWER);

        release.countDown();
        await().atMost(Duration.ofMinutes(1)).until(() -> cache.get("hangs"), FOUND::equals);

        assertThat(lookUps("hangs")).isEqualTo(1);
    }

    @Test
    void many_callers_of_one_name_share_one_look_up() {
        NameCache cache = cache(LONG, 10);

        List<CompletableFuture<Answer>> callers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            CompletableFuture<Answer> caller = new CompletableFuture<>();
            new Thread(() -> caller.complete(cache.get("hangs"))).start();
            callers.add(caller);
        }
        release.countDown();

        assertThat(callers)
                .allSatisfy(caller -> assertThat(caller).succeedsWithin(LONG).isEqualTo(FOUND));
        assertThat(lookUps("hangs")).isEqualTo(1);
    }

    @Test
    void when_every_thread_hangs_the_rest_is_refused_in_bounded_time_and_memory() {
        NameCache cache = cache(Duration.ofMillis(1), 10);

        List<Answer> answers =
                IntStream.range(0, 2000).mapToObj(i -> cache.get("hangs" + i)).toList();

        assertThat(answers).allSatisfy(answer -> assertThat(reason(answer)).isEqualTo(Reason.NO_ANSWER));
        assertThat(answers)
                .anySatisfy(answer -> assertThat(refusal(answer).message()).contains("too many names"));
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("callback-dns-"))
                        .filter(thread -> thread.getState() == Thread.State.WAITING))
                .hasSizeLessThanOrEqualTo(64) // of other tests too
                .allMatch(Thread::isDaemon);
    }

    @Test
    void an_interrupted_caller_is_refused_and_stays_interrupted() {
        NameCache cache = cache(LONG, 10);
        Thread.currentThread().interrupt();

        Answer answer = cache.get("hangs");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(reason(answer)).isEqualTo(Reason.NO_ANSWER);
    }

    @Test
    void the_guard_refuses_a_url_whose_dns_hangs() {
        CallbackGuard guard = CallbackGuard.builder()
                .lookUpBudget(SHORT)
                .ownAddresses(Stream::<InetAddress>empty)
                .resolver(host -> {
                    lookUp("hangs");
                    return new InetAddress[0];
                })
                .build();

        assertThatThrownBy(() -> guard.check("https://slow.example/"))
                .isInstanceOfSatisfying(
                        RefusedCallbackException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NO_ANSWER));
        assertThatThrownBy(() -> CallbackGuard.builder().lookUpBudget(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
