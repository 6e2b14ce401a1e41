package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads in the background go on, whatever ends their work. */
class SupervisionTest {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            classes = {
                OutOfMemoryError.class,
                StackOverflowError.class,
                NoClassDefFoundError.class,
                IllegalStateException.class,
                InterruptedException.class
            })
    void aThreadThatFailsIsStartedAgain(Class<? extends Throwable> type) throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch third = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Throwable failure = type.getDeclaredConstructor().newInstance();
        try (SupervisedThread thread = SupervisedThread.start("test", self -> {
            if (runs.incrementAndGet() < 3) {
                SupervisionTest.<RuntimeException>sneak(failure);
            }
            third.countDown();
            goOn.await();
        })) {
            assertThat(third.await(2, TimeUnit.MINUTES)).isTrue();
            assertThat(thread.isRunning()).isTrue();
            assertThat(thread.restarts()).isEqualTo(2);
            goOn.countDown();
            assertThat(thread.join(LONGEST)).isTrue();
            assertThat(thread.isRunning()).isFalse();
        }
    }

    @Test
    void aThreadEndsWhenItIsClosedAlsoInItsPause() throws Exception {
        CountDownLatch failed = new CountDownLatch(3);
        SupervisedThread failing = SupervisedThread.start("failing", self -> {
            failed.countDown();
            throw new IllegalStateException("always");
        });
        SupervisedThread waiting = SupervisedThread.start("waiting", self -> new CountDownLatch(1).await());
        assertThat(failed.await(2, TimeUnit.MINUTES)).isTrue();
        failing.close();
        waiting.close();
        assertThat(failing.join(LONGEST)).isTrue();
        assertThat(waiting.join(LONGEST)).isTrue();
        assertThat(waiting.isClosing()).isTrue();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    @ParameterizedTest
    @EnumSource
    void anErrorInWorkFailsThatWorkOnly(TestDatabases kind) {
        try (Database database = DatabaseTest.open(kind.fresh(folder))) {
            for (int i = 0; i < 10; i++) {
                CompletableFuture<Boolean> failing = database.submit(tx -> recurse(1) > 0);
                CompletableFuture<Integer> other =
                        database.submit(tx -> tx.update("INSERT INTO note (text) VALUES ('beside it')"));
                assertThat(failing)
                        .failsWithin(LONGEST)
                        .withThrowableThat()
                        .withCauseInstanceOf(StackOverflowError.class);
                assertThat(other).succeedsWithin(LONGEST);
            }
            assertThat(database.health().isReady()).isTrue();
        }
    }

    private static int recurse(int depth) {
        return recurse(depth + 1) + depth;
    }

    @ParameterizedTest
    @EnumSource
    void anErrorInAListenerAffectsNobodyElse(TestDatabases kind) throws Exception {
        try (Database database = DatabaseTest.open(kind.fresh(folder))) {
            CountDownLatch woken = new CountDownLatch(3);
            database.onWake("notes", () -> {
                throw new NoClassDefFoundError("of a listener");
            });
            database.onWake("notes", woken::countDown);
            Awaitility.await().atMost(LONGEST).until(() -> {
                wake(database);
                return woken.await(50, TimeUnit.MILLISECONDS);
            });
            Awaitility.await().atMost(LONGEST).until(() -> database.health().isReady());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", " ", "a b c", "{\"json\": true}"})
    void unknownNotificationsAreIgnored(String payload) throws Exception {
        String url = TestDatabases.POSTGRES.fresh(folder);
        try (Database here = Database.open(url);
                Database there = Database.open(url)) {
            there.write(tx -> tx.query("SELECT pg_notify('connectorkit', ?)", row -> "", payload));
            hears(here, there);
            there.write(tx -> tx.query("SELECT pg_notify('connectorkit', ?)", row -> "", payload));
            hears(here, there);
            assertThat(here.health().isReady()).isTrue();
        }
    }

    @Test
    void theConnectionForNotificationsIsOpenedAgain() throws Exception {
        String url = TestDatabases.POSTGRES.fresh(folder);
        try (Database here = Database.open(url);
                Database there = Database.open(url)) {
            for (int i = 0; i < 2; i++) {
                hears(here, there);
                there.write(tx -> tx.query(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                                + " WHERE datname = current_database() AND query LIKE 'LISTEN%'",
                        row -> ""));
            }
            hears(here, there);
            Awaitility.await().atMost(LONGEST).until(() -> here.health().isReady());
        }
    }

    @Test
    void healthReportsADatabaseThatIsAway() throws Exception {
        String url = TestDatabases.POSTGRES.fresh(folder);
        String name = url.substring(url.lastIndexOf('/') + 1);
        try (Database other = Database.open(TestDatabases.POSTGRES.fresh(folder));
                Database database = Database.open(url)) {
            assertThat(database.health().isReady()).isTrue();
            other.write(tx -> tx.update("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false"));
            other.write(tx -> tx.query(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?", row -> "", name));
            Awaitility.await()
                    .atMost(LONGEST)
                    .until(() -> !database.health().isReady()
                            && database.health().problem() != null
                            && database.health().stoppedThreads().contains("connectorkit-notifications"));
            other.write(tx -> tx.update("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true"));
            Awaitility.await().atMost(LONGEST).until(() -> database.health().isReady());
        }
    }

    private static void hears(Database here, Database there) throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        Runnable end = here.onWake("notes", heard::countDown);
        Awaitility.await().atMost(LONGEST).until(() -> {
            wake(there);
            return heard.await(100, TimeUnit.MILLISECONDS);
        });
        end.run();
    }

    private static void wake(Database database) {
        database.write(tx -> {
            tx.wake("notes");
            return true;
        });
    }
}
