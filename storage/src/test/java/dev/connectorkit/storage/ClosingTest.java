package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClosingTest {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void everythingFailsAtOnceAfterwards(TestDatabases kind) {
        Database database = DatabaseTest.open(kind.fresh(folder));
        database.close();
        database.close();

        assertClosed(() -> database.read(tx -> true));
        assertClosed(() -> database.write(tx -> true));
        assertClosed(() -> database.inTransaction(connection -> true));
        assertClosed(database::dataSource);
        assertThat(database.health().isReady()).isFalse();
        assertThat(database.health().problem()).contains("closed");
    }

    @Test
    void readersThatWaitForAConnectionEndToo() throws Exception {
        Database database = Database.builder()
                .url(TestDatabases.SQLITE.fresh(folder))
                .readers(1)
                .open();
        CountDownLatch reads = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Boolean> reader = CompletableFuture.supplyAsync(() -> database.read(tx -> {
            reads.countDown();
            return await(goOn);
        }));
        assertThat(reads.await(2, TimeUnit.MINUTES)).isTrue();
        List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Boolean> result = new CompletableFuture<>();
            Thread thread = new Thread(() -> result.completeAsync(() -> database.read(tx -> true), Runnable::run));
            waiting.add(result);
            threads.add(thread);
            thread.start();
        }
        Awaitility.await()
                .atMost(LONGEST)
                .until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
        database.close();
        for (CompletableFuture<Boolean> each : waiting) {
            assertThat(each).failsWithin(LONGEST).withThrowableThat().withMessageContaining("closed");
        }
        goOn.countDown();
        assertThat(reader).succeedsWithin(LONGEST);
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRES"})
    void aConnectionOfTheApplicationIsClosedByItsUser(TestDatabases kind) throws Exception {
        Database database = DatabaseTest.open(kind.fresh(folder));
        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(connection.isClosed()).isFalse();
            database.close();
        }
        assertThat(database.health().isReady()).isFalse();
    }

    private static void assertClosed(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(StorageException.class).hasMessageContaining("closed");
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
