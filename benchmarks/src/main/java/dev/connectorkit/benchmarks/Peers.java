package dev.connectorkit.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs the same orchestrations on several engines and prints their medians: each engine in a JVM of its own, warmed up, then in
 * turns, so that what else the machine does meets all of them.
 *
 * <pre>{@code
 * ./mvnw -q -B -DskipChecks -Ppeers -pl benchmarks -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" dev.connectorkit.benchmarks.Peers
 * }</pre>
 */
public final class Peers {

    private static final List<String> ENGINES = List.of("memory", "sqlite", "postgres", "temporal", "dbos");
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int WARM_UPS = 2;
    private static final int CALLERS = Integer.getInteger("bench.callers", 64);
    private static final int SECONDS = Integer.getInteger("bench.seconds", 5);
    private static final int EVENTS = 100;
    private static final PrintStream OUT = System.out;

    private Peers() {}

    /** With the name of an engine it is the child that runs this engine. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1) {
            serve(arguments[0]);
        } else {
            Report report = new Report();
            compare(report);
            report.print(OUT);
        }
    }

    static void compare(Report report) throws Exception {
        Map<String, Process> engines = new LinkedHashMap<>();
        for (String engine : ENGINES) {
            engines.put(engine, start(engine));
        }
        OUT.printf("%-10s %12s %12s %22s%n", "", "hello/s", "five/s", "event, median us");
        Map<String, double[][]> all = new LinkedHashMap<>();
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            for (Map.Entry<String, Process> engine : engines.entrySet()) {
                double[][] figures = all.computeIfAbsent(engine.getKey(), name -> new double[3][ROUNDS]);
                double hello = ask(engine.getValue(), "hello");
                double five = ask(engine.getValue(), "five");
                double event = ask(engine.getValue(), "event");
                if (round >= 0) {
                    figures[0][round] = hello;
                    figures[1][round] = five;
                    figures[2][round] = event;
                }
                print((round < 0 ? "warm-up " : "round ") + engine.getKey(), hello, five, event);
            }
        }
        all.forEach((engine, figures) -> print(
                "median " + engine, Report.median(figures[0]), Report.median(figures[1]), Report.median(figures[2])));
        engines.values().forEach(Process::destroy);
        against(report, all, "postgres", "dbos", "DBOS");
        against(report, all, "sqlite", "temporal", "Temporal's test server");
        against(report, all, "memory", "temporal", "Temporal's test server");
    }

    private static void against(Report report, Map<String, double[][]> all, String ours, String theirs, String name) {
        List<String> works = List.of("one activity", "five activities in sequence");
        for (int i = 0; i < works.size(); i++) {
            report.add(
                    works.get(i) + ", " + ours + ", against " + name,
                    Report.median(all.get(ours)[i]) / Report.median(all.get(theirs)[i]),
                    "x as many a second");
        }
    }

    private static void print(String what, double hello, double five, double event) {
        OUT.printf("%-18s %,10.0f %,12.0f %,22.0f%n", what, hello, five, event);
    }

    private static Process start(String engine) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Peers.class.getName(),
                        engine)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static double ask(Process engine, String what) throws IOException {
        engine.getOutputStream().write((what + "\n").getBytes(StandardCharsets.UTF_8));
        engine.getOutputStream().flush();
        StringBuilder answer = new StringBuilder();
        for (int c = engine.getInputStream().read();
                c != '\n';
                c = engine.getInputStream().read()) {
            if (c < 0) {
                throw new IOException("The engine has ended: " + engine.info());
            }
            answer.append((char) c);
        }
        return Double.parseDouble(answer.toString());
    }

    private static void serve(String engine) throws Exception {
        PrintStream answers = System.out;
        // What libraries print must not look like an answer.
        System.setOut(System.err);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (Subject subject = Subject.open(engine);
                BufferedReader questions =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String what = questions.readLine(); what != null; what = questions.readLine()) {
                answers.println(
                        switch (what) {
                            case "hello" -> perSecond(callers, subject::hello);
                            case "five" -> perSecond(callers, subject::five);
                            default -> latency(subject);
                        });
                answers.flush();
            }
        }
        System.exit(0);
    }

    private interface Run {
        void run() throws Exception;
    }

    private static double perSecond(ExecutorService callers, Run run) throws Exception {
        AtomicLong ended = new AtomicLong();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(SECONDS);
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            all.add(callers.submit(() -> {
                while (System.nanoTime() < end) {
                    run.run();
                    ended.incrementAndGet();
                }
                return true;
            }));
        }
        for (Future<Boolean> each : all) {
            each.get();
        }
        return ended.get() * 1e9 / (System.nanoTime() - start);
    }

    private static double latency(Subject subject) throws Exception {
        double[] micros = new double[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            micros[i] = subject.event() / 1000.0;
        }
        return Report.median(micros);
    }
}
