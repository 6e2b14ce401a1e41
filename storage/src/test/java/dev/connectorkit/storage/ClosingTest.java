package dev.connectorkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void aDatabaseThatIsSilentIsNotWaitedFor(boolean asked, boolean lent) throws Exception {
        URI server = URI.create(TestDatabases.POSTGRES.fresh(folder));
        try (CuttingProxy proxy = new CuttingProxy(server.getPort());
                HikariDataSource source = new HikariDataSource()) {
            String address = "localhost:" + proxy.port() + server.getPath();
            source.setJdbcUrl("jdbc:postgresql://" + address);
            source.setUsername("postgres");
            source.setPassword("postgres");
            source.setConnectionTimeout(2_000);
            Database database =
                    lent ? Database.over(source) : Database.open("postgres://" + server.getUserInfo() + "@" + address);
            Optional<Integer> one = database.write(tx -> tx.first("SELECT 1", row -> row.getInt(1)));
            assertThat(one).hasValue(1);
            proxy.fallSilent();
            List<CompletableFuture<?>> work = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                work.add(database.submit(tx -> tx.first("SELECT 2", row -> row.getInt(1))));
                work.add(CompletableFuture.supplyAsync(
                        () -> database.read(tx -> tx.first("SELECT 3", row -> row.getInt(1)))));
            }
            // Much less than the minute that a statement may take, and much more than the seconds that it needs.
            assertThat(CompletableFuture.runAsync(() -> {
                        if (asked) {
                            assertThat(database.closeIfSilent()).isTrue();
                        }
                        database.close();
                    }))
                    .succeedsWithin(Duration.ofSeconds(40));
            for (CompletableFuture<?> each : work) {
                assertThat(each).failsWithin(Duration.ofSeconds(20));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseThatAnswersStaysOpen(TestDatabases kind) {
        try (Database database = DatabaseTest.open(kind.fresh(folder))) {
            assertThat(database.closeIfSilent()).isFalse();
            boolean written = database.write(tx -> true);
            assertThat(written).isTrue();
        }
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
