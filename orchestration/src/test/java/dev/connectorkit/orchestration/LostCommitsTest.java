package dev.connectorkit.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import dev.connectorkit.storage.TestDatabases;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Commits that are stored although the connection is lost before their end is reported. */
@NullUnmarked // as users without null checks write
class LostCommitsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final CountDownLatch armed = new CountDownLatch(1);
    private final AtomicInteger losses = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE orchestration_activity SET node = ?",
                "INSERT INTO orchestration_activity",
                "UPDATE orchestration_instance SET status = ?"
            })
    void losesNoActivity(String statement) throws Exception {
        Orchestrations code = Orchestrations.create()
                .registerActivity("Add", Integer.class, Integer.class, n -> {
                    armed.await();
                    return n + 1;
                })
                .register("Both", Integer.class, Integer.class, (ctx, n) -> {
                    Task<Integer> one = ctx.callActivity("Add", n, Integer.class);
                    Task<Integer> other = ctx.callActivity("Add", one.await(), Integer.class);
                    return other.await();
                })
                .register("Again", Integer.class, Integer.class, (ctx, n) -> {
                    ctx.callActivity("Add", n);
                    if (n < 3) {
                        ctx.continueAsNew(n + 1);
                    }
                    return ctx.callActivity("Add", n, Integer.class).await();
                });
        try (Database database = Database.over(losing(statement));
                OrchestrationEngine engine = OrchestrationEngine.builder(code, database)
                        .activityThreads(2)
                        .build()
                        .start()) {
            OrchestrationClient client = engine.client();
            List<String> ids = IntStream.range(0, 24)
                    .mapToObj(i -> client.start(i % 2 == 0 ? "Both" : "Again", 2))
                    .toList();
            armed.countDown();
            for (String id : ids) {
                assertThat(client.waitForCompletion(id, LONG).output()).isEqualTo("4");
            }
        }
        assertThat(losses).hasPositiveValue();
    }

    /** Returns a source of connections whose first commit with this statement is reported as failed. */
    private DataSource losing(String statement) {
        URI url = URI.create(TestDatabases.POSTGRES.fresh(folder));
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath());
        source.setUser("postgres");
        source.setPassword("postgres");
        return wrap(DataSource.class, source, statement, new AtomicBoolean());
    }

    private <T> T wrap(Class<T> type, T target, String statement, AtomicBoolean used) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            Object result;
            try {
                result = method.invoke(target, given);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (target instanceof PreparedStatement && method.getName().startsWith("execute")) {
                used.set(true);
            } else if (method.getName().equals("commit")
                    && used.getAndSet(false)
                    && armed.getCount() == 0
                    && losses.incrementAndGet() == 1) {
                throw new SQLException("The connection is lost", "08006");
            }
            if (result instanceof PreparedStatement prepared && ((String) given[0]).startsWith(statement)) {
                return wrap(PreparedStatement.class, prepared, statement, used);
            }
            return result instanceof Connection connection && target instanceof DataSource
                    ? wrap(Connection.class, connection, statement, new AtomicBoolean())
                    : result;
        }));
    }
}
