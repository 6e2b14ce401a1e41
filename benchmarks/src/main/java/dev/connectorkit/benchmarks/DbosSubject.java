package dev.connectorkit.benchmarks;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** DBOS Transact on PostgreSQL. */
final class DbosSubject implements Subject {

    private final DBOS dbos;
    private final Flows flows;
    private final Map<String, CountDownLatch> begun = new ConcurrentHashMap<>();

    DbosSubject() throws Exception {
        this.dbos = new DBOS(DBOSConfig.defaults("bench")
                .withDatabaseUrl(Postgres.start())
                .withDbUser("postgres")
                .withDbPassword("postgres"));
        this.flows = dbos.registerProxy(Flows.class, new Runs());
        dbos.launch();
    }

    @Override
    public void hello() {
        String ignored = flows.hello("x");
    }

    @Override
    public void five() {
        String ignored = flows.five("x");
    }

    @Override
    public long event() throws Exception {
        String id = UUID.randomUUID().toString();
        CountDownLatch latch = new CountDownLatch(1);
        begun.put(id, latch);
        var handle = dbos.startWorkflow(() -> flows.await(id), new StartWorkflowOptions(id));
        latch.await();
        // Until it waits, which it does not report.
        Thread.sleep(20);
        dbos.send(id, System.nanoTime(), "go");
        return handle.getResult();
    }

    @Override
    public void close() {
        dbos.close();
    }

    /** The workflows that the proxy makes durable. */
    public interface Flows {
        String hello(String name);

        String five(String name);

        long await(String id);
    }

    /** The code. */
    public final class Runs implements Flows {

        @Override
        @Workflow(name = "hello")
        public String hello(String name) {
            return dbos.<String, RuntimeException>runStep(() -> "Hello " + name, "hi");
        }

        @Override
        @Workflow(name = "five")
        public String five(String name) {
            String text = name;
            for (int i = 0; i < 5; i++) {
                String before = text;
                text = dbos.<String, RuntimeException>runStep(() -> "Hello " + before, "hi" + i);
            }
            return text;
        }

        @Override
        @Workflow(name = "await")
        public long await(String id) {
            CountDownLatch latch = begun.remove(id);
            if (latch != null) {
                latch.countDown();
            }
            long raised =
                    dbos.<Number>recv("go", Duration.ofMinutes(1)).orElseThrow().longValue();
            return System.nanoTime() - raised;
        }
    }
}
