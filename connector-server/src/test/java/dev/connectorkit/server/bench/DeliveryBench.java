package dev.connectorkit.server.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.connectorkit.storage.TestDatabases;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How fast callbacks are delivered, by hand:
 *
 * <pre>{@code
 * ./mvnw -q -DskipTests -pl connector-server -am test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * cd connector-server && java -Xmx512m -cp target/test-classes:target/classes:$(cat target/classpath) \
 *     dev.connectorkit.server.bench.DeliveryBench ratio sqlite
 * }</pre>
 *
 * <ul>
 * <li>{@code ratio sqlite|postgres}: deliveries per second, durable publish included, beside the same HTTP client posting in a bare
 * loop to the same receiver with as many requests under way
 * <li>{@code many sqlite|postgres [subscriptions]}: time per delivery and heap with 1,000 subscriptions and with 1,000,000
 * <li>{@code broadcast sqlite|postgres [subscriptions]}: one event to 100,000 subscriptions, beside as many posts of the bare loop; and
 * meanwhile the time that the publish of another event takes
 * </ul>
 *
 * <p>Both sides of each comparison take turns. The rounds of the first half of the time, {@code -Dbench.seconds=60}, warm up, as the
 * JVM still compiles; of the others the medians count. With 0 seconds there is one of each. The receiver is a process of its own. The
 * disk's flushes are real.
 */
public final class DeliveryBench {

    private static final long SECONDS = Long.getLong("bench.seconds", 60);
    private static final int DELIVERIES = Integer.getInteger("bench.deliveries", 20_000);
    private static final int PUBLISHERS = Integer.getInteger("bench.publishers", 64);
    private static final int FEW = 1_000;
    private static final PrintStream OUT = System.out;

    private final TestDatabases kind;
    private final Path folder;
    private final int receiver;
    private final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);

    private DeliveryBench(TestDatabases kind, Path folder, int receiver) {
        this.kind = kind;
        this.folder = folder;
        this.receiver = receiver;
    }

    /** See above. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty(TestDatabases.FLUSHED, "on");
        if (arguments[0].equals("receive")) {
            receive();
            return;
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeliveryBench.class.getName(),
                        "receive")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            Path folder = Files.createDirectories(Path.of("target", "bench", Long.toString(System.nanoTime())));
            TestDatabases kind = TestDatabases.valueOf(arguments[1].toUpperCase(Locale.ROOT));
            DeliveryBench bench = new DeliveryBench(kind, folder, Integer.parseInt(said.readLine()));
            if (arguments[0].equals("ratio")) {
                bench.ratio();
            } else if (arguments[0].equals("broadcast")) {
                bench.broadcast(arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100_000);
            } else {
                bench.many(arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1_000_000);
            }
        } finally {
            process.destroy();
        }
        System.exit(0);
    }

    private static void receive() throws IOException {
        byte[] taken = NioReceiver.answer(202);
        NioReceiver receiver = new NioReceiver(request -> taken);
        OUT.println(receiver.port());
        while (System.in.read() >= 0) {
            // until the other process ends
        }
        receiver.close();
    }

    private void ratio() throws Exception {
        Side bare = new Side();
        Side engine = new Side();
        try (Subject subject = new Subject(kind.fresh(folder), folder.resolve("keys"));
                BareLoop loop = new BareLoop(receiver)) {
            subject.subscribe(0, FEW, receiver);
            Rounds rounds = new Rounds(end);
            while (rounds.next()) {
                long idle = processor();
                double loopsPerSecond = loop.run(DELIVERIES, FEW);
                double loopMicros = (processor() - idle) / 1e3 / DELIVERIES;
                ThreadTimes times = new ThreadTimes();
                long before = processor();
                Subject.Run run = subject.run(DELIVERIES, PUBLISHERS, FEW);
                double engineMicros = (processor() - before) / 1e3 / DELIVERIES;
                OUT.printf("CPU us per delivery: %s%n", times.micros(DELIVERIES));
                OUT.printf(
                        Locale.ROOT,
                        "CPU of the process: %.0f us per post of the bare loop, %.0f us per delivery, ratio %.2f%n",
                        loopMicros,
                        engineMicros,
                        loopMicros / engineMicros);
                OUT.printf(
                        Locale.ROOT,
                        "%s: bare loop %,.0f/s, engine %,.0f/s, ratio %.2f; publish p50 %.2f ms, p99 %.2f ms%n",
                        rounds,
                        loopsPerSecond,
                        run.perSecond(),
                        run.perSecond() / loopsPerSecond,
                        run.publishMillis(0.5),
                        run.publishMillis(0.99));
                if (rounds.count()) {
                    bare.add(loopsPerSecond);
                    engine.add(run.perSecond());
                }
            }
            OUT.printf(
                    Locale.ROOT,
                    "median: bare loop %,.0f/s, engine on %s %,.0f/s, ratio %.2f%n",
                    bare.median(),
                    kind,
                    engine.median(),
                    engine.median() / bare.median());
            Subject.Run alone = subject.run(1_000, 1, FEW);
            OUT.printf(
                    Locale.ROOT,
                    "one publisher alone: publish p50 %.2f ms, p99 %.2f ms%n",
                    alone.publishMillis(0.5),
                    alone.publishMillis(0.99));
        }
    }

    private void many(int count) throws Exception {
        String fewStore = kind.fresh(folder);
        String manyStore = kind.fresh(folder);
        long started = System.nanoTime();
        try (Subject many = new Subject(manyStore, folder.resolve("many"))) {
            many.subscribe(0, count, receiver);
        }
        OUT.printf(Locale.ROOT, "%,d subscribed in %.0f s%n", count, (System.nanoTime() - started) / 1e9);
        Side few = new Side();
        Side lots = new Side();
        try (Subject subject = new Subject(fewStore, folder.resolve("few"))) {
            subject.subscribe(0, FEW, receiver);
            subject.run(DELIVERIES, PUBLISHERS, FEW);
            OUT.printf(Locale.ROOT, "heap after GC with %,d: %.1f MiB%n", FEW, heap());
        }
        try (Subject subject = new Subject(manyStore, folder.resolve("many"))) {
            subject.run(DELIVERIES, PUBLISHERS, count);
            OUT.printf(Locale.ROOT, "heap after GC with %,d: %.1f MiB%n", count, heap());
        }
        try (Subject one = new Subject(fewStore, folder.resolve("few"));
                Subject other = new Subject(manyStore, folder.resolve("many"))) {
            Rounds rounds = new Rounds(end);
            while (rounds.next()) {
                double first = 1e6 / one.run(DELIVERIES, PUBLISHERS, FEW).perSecond();
                double second = 1e6 / other.run(DELIVERIES, PUBLISHERS, count).perSecond();
                if (rounds.count()) {
                    few.add(first);
                    lots.add(second);
                }
                OUT.printf(
                        Locale.ROOT,
                        "%s: per delivery %.0f us with %,d, %.0f us with %,d%n",
                        rounds,
                        first,
                        FEW,
                        second,
                        count);
            }
        }
        OUT.printf(
                Locale.ROOT,
                "median per delivery on %s: %.0f us with %,d, %.0f us with %,d%n",
                kind,
                few.median(),
                FEW,
                lots.median(),
                count);
    }

    private void broadcast(int count) throws Exception {
        Side bare = new Side();
        Side engine = new Side();
        try (Subject subject = new Subject(kind.fresh(folder), folder.resolve("broadcast"));
                BareLoop loop = new BareLoop(receiver)) {
            subject.subscribe(0, FEW, receiver);
            subject.subscribeToBroadcast(count, receiver);
            subject.run(DELIVERIES, PUBLISHERS, FEW);
            Subject.Run alone = subject.run(500, 1, FEW);
            OUT.printf(
                    Locale.ROOT,
                    "one publisher alone: publish p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                    alone.publishMillis(0.5),
                    alone.publishMillis(0.99),
                    alone.publishMillis(1));
            Rounds rounds = new Rounds(end);
            while (rounds.next()) {
                double loopsPerSecond = loop.run(count, count);
                ThreadTimes times = new ThreadTimes();
                long before = processor();
                Subject.Run run = subject.runBroadcast(count);
                OUT.printf(
                        Locale.ROOT,
                        "CPU us per delivery: %.0f; %s%n",
                        (processor() - before) / 1e3 / count,
                        times.micros(count));
                OUT.printf(
                        Locale.ROOT,
                        "%s: bare loop %,.0f/s, engine %,.0f/s, ratio %.2f, %,d delivered in %.1f s;"
                                + " publish of another event %,d times, p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                        rounds,
                        loopsPerSecond,
                        run.perSecond(),
                        run.perSecond() / loopsPerSecond,
                        count,
                        run.seconds(),
                        run.publishNanos().length,
                        run.publishMillis(0.5),
                        run.publishMillis(0.99),
                        run.publishMillis(1));
                if (rounds.count()) {
                    bare.add(loopsPerSecond);
                    engine.add(run.perSecond());
                }
            }
            OUT.printf(
                    Locale.ROOT,
                    "median: bare loop %,.0f/s, engine on %s %,.0f/s, ratio %.2f%n",
                    bare.median(),
                    kind,
                    engine.median(),
                    engine.median() / bare.median());
        }
    }

    /** Returns the processor time of this process so far, in nanoseconds; that of PostgreSQL is its own. */
    private static long processor() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1024.0 / 1024.0;
    }
}
