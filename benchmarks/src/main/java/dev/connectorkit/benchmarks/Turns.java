package dev.connectorkit.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.connectorkit.orchestration.OrchestrationClient;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.orchestration.StartOptions;
import dev.connectorkit.orchestration.Task;
import dev.connectorkit.orchestration.TaskOrchestrationContext;
import dev.connectorkit.orchestration.embedded.OrchestrationEngine;
import dev.connectorkit.storage.Database;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Measures the processor time of turns beside few and many waiting instances, and with short and long histories.
 *
 * <pre>{@code
 * java -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" dev.connectorkit.benchmarks.Turns [minutes]
 * }</pre>
 */
public final class Turns {

    private static final int FEW = 1_000;
    private static final int MANY = 1_000_000;
    private static final int COPIED_AT_ONCE = 50_000;
    private static final int ORCHESTRATIONS = 1_000;
    private static final int MOST_ROUNDS = 9;
    private static final int LONG_HISTORY = 10_000;
    private static final int SHORT_HISTORY = 100;
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final PrintStream OUT = System.out;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Turns() {}

    /** Takes the minutes that it may take. */
    public static void main(String[] arguments) throws Exception {
        Report report = new Report();
        compare(report, Budget.part(arguments.length > 0 ? Double.parseDouble(arguments[0]) : 2, 1));
        report.print(OUT);
        System.exit(0);
    }

    static void compare(Report report, Budget budget) throws Exception {
        histories(report);
        waiting(report, budget);
    }

    /** An engine with waiting instances. */
    private record Hub(Database database, OrchestrationEngine engine) implements AutoCloseable {

        static Hub with(int waiting) throws Exception {
            Database database =
                    Database.open("sqlite:" + Files.createTempDirectory("bench").resolve("waiting.db"));
            OrchestrationEngine engine = build(database, new Passes());
            engine.start();
            engine.client().start("Wait", null, StartOptions.withId("w"));
            engine.client().waitForStart("w", LONG);
            engine.close();
            for (int from = 1; from < waiting; from += COPIED_AT_ONCE) {
                int first = from;
                boolean unused = database.inTransaction(connection -> {
                    copies(connection, "orchestration_instance", "id", first, waiting - 1);
                    copies(connection, "orchestration_history", "instance_id", first, waiting - 1);
                    return true;
                });
            }
            return new Hub(database, build(database, new Passes()).start());
        }

        /** Copies the rows of the first instance to further ones. */
        private static void copies(Connection connection, String table, String id, int first, int last)
                throws SQLException {
            List<String> columns = columns(connection, table);
            String names = String.join(", ", columns);
            String values = columns.stream()
                    .map(column -> column.equals(id) ? "'w' || n.i" : "t." + column)
                    .collect(Collectors.joining(", "));
            try (PreparedStatement copy = connection.prepareStatement("INSERT INTO " + table + " (" + names
                    + ") WITH RECURSIVE n(i) AS (SELECT CAST(? AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                    + " SELECT " + values + " FROM n, " + table + " t WHERE t.hub = 'default' AND t." + id
                    + " = 'w'")) {
                copy.setInt(1, first);
                copy.setInt(2, Math.min(last, first + COPIED_AT_ONCE - 1));
                copy.executeUpdate();
            }
        }

        private static List<String> columns(Connection connection, String table) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet none = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
                ResultSetMetaData row = none.getMetaData();
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getColumnCount(); i++) {
                    columns.add(row.getColumnName(i));
                }
                return columns;
            }
        }

        /** Returns the microseconds of processor time of a turn. */
        double micros() throws Exception {
            OrchestrationClient client = engine.client();
            long begin = SYSTEM.getProcessCpuTime();
            for (int i = 0; i < ORCHESTRATIONS; i++) {
                client.waitForCompletion(client.start("Hello", "x"), LONG);
            }
            return (SYSTEM.getProcessCpuTime() - begin) / 1000.0 / ORCHESTRATIONS / 2;
        }

        @Override
        public void close() {
            engine.close();
            database.close();
        }
    }

    private static void waiting(Report report, Budget budget) throws Exception {
        int many = budget.length().toSeconds() < 60 ? MANY / 10 : MANY;
        try (Hub few = Hub.with(FEW);
                Hub crowd = Hub.with(many)) {
            List<Double> besideFew = new ArrayList<>();
            List<Double> besideMany = new ArrayList<>();
            double unused = few.micros() + crowd.micros();
            for (int round = 0; round < MOST_ROUNDS && (round < 3 || !budget.isPassed(1)); round++) {
                besideFew.add(few.micros());
                besideMany.add(crowd.micros());
                OUT.printf(
                        "a turn beside %,d waiting instances %.1f us, beside %,d %.1f us%n",
                        FEW, besideFew.get(round), many, besideMany.get(round));
            }
            report.add(
                    String.format(Locale.ROOT, "a turn beside %,d waiting instances, SQLite", many),
                    Report.median(besideMany),
                    Report.median(besideFew),
                    String.format(Locale.ROOT, "beside %,d", FEW),
                    "µs of processor time",
                    "≤ 1.2");
        }
    }

    /** The processor time between two numbers of passes of the code, of which each is a turn with two events. */
    private static final class Passes {

        private final AtomicLong nanos = new AtomicLong();
        private volatile int from;
        private volatile int to;

        void at(int pass) {
            if (pass == from) {
                nanos.addAndGet(-SYSTEM.getProcessCpuTime());
            } else if (pass == to) {
                nanos.addAndGet(SYSTEM.getProcessCpuTime());
            }
        }

        /** Returns the microseconds of a turn around this number of events, of so many instances. */
        double micros(OrchestrationClient client, int events, int instances) throws Exception {
            from = events * 4 / 10;
            to = events * 6 / 10;
            nanos.set(0);
            for (int i = 0; i < instances; i++) {
                client.waitForCompletion(client.start("Loop", to + 1), LONG);
            }
            return nanos.get() / 1000.0 / instances / (to - from);
        }
    }

    private static void histories(Report report) throws Exception {
        Passes passes = new Passes();
        List<Double> brief = new ArrayList<>();
        List<Double> longer = new ArrayList<>();
        try (Database database = Database.open("memory");
                OrchestrationEngine engine = build(database, passes).start()) {
            int instances = LONG_HISTORY / SHORT_HISTORY;
            for (int round = 0; round < 4; round++) {
                brief.add(passes.micros(engine.client(), SHORT_HISTORY, instances));
                longer.add(passes.micros(engine.client(), LONG_HISTORY, 1));
                OUT.printf(
                        "a turn with a history of %,d events %.1f us, of %,d %.1f us%n",
                        SHORT_HISTORY, brief.get(round), LONG_HISTORY, longer.get(round));
            }
        }
        report.add(
                String.format(Locale.ROOT, "a turn with a history of %,d events, memory", LONG_HISTORY),
                Report.median(longer.subList(1, longer.size())),
                Report.median(brief.subList(1, brief.size())),
                "of " + SHORT_HISTORY,
                "µs of processor time",
                "flat");
    }

    private static OrchestrationEngine build(Database database, Passes passes) {
        Orchestrations orchestrations = Orchestrations.create()
                .registerActivity("Hi", String.class, String.class, name -> "Hello " + name)
                .registerActivity("Next", Integer.class, Integer.class, n -> n + 1)
                .register(
                        "Hello",
                        String.class,
                        String.class,
                        (context, name) ->
                                context.callActivity("Hi", name, String.class).await())
                .register("Wait", Void.class, String.class, (context, nothing) -> waits(context))
                .register("Loop", Integer.class, Integer.class, (context, count) -> {
                    int sum = 0;
                    for (int pass = 0; pass < count; pass++) {
                        if (!context.isReplaying()) {
                            passes.at(pass);
                        }
                        sum = context.callActivity("Next", sum, Integer.class).await();
                    }
                    return sum;
                });
        return OrchestrationEngine.builder(orchestrations, database).build();
    }

    private static String waits(TaskOrchestrationContext context) {
        Task<Void> end = context.createTimer(Duration.ofDays(30));
        Task<String> event = context.waitForExternalEvent("Go", String.class);
        return context.anyOf(end, event).await() == event ? event.await() : "";
    }
}
