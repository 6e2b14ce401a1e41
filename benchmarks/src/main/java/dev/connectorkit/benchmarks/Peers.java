package dev.connectorkit.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the same orchestrations on several engines, each in a JVM of its own, warmed up, and in turns, so that what else the machine
 * does meets all of them. The engines on PostgreSQL run first and for half of the time, so that autovacuum and cached plans have
 * their effect: with the four minutes of a whole run, each is under load for two.
 *
 * <pre>{@code
 * java -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" dev.connectorkit.benchmarks.Peers [minutes]
 * }</pre>
 */
public final class Peers {

    private static final List<String> ON_POSTGRES = List.of("postgres", "dbos");
    private static final List<String> OTHERS = List.of("memory", "sqlite", "temporal");
    private static final List<String> WORKS = List.of("hello", "five");
    private static final int MOST_ROUNDS = 7;
    private static final double LONG_RUN = 0.5;
    private static final double SLICES = 12;
    private static final PrintStream OUT = System.out;

    private Peers() {}

    /** Takes the minutes that it may take. */
    public static void main(String[] arguments) throws Exception {
        Report report = new Report();
        compare(report, Budget.part(arguments.length > 0 ? Double.parseDouble(arguments[0]) : 9, 1));
        report.print(OUT);
        System.exit(0);
    }

    static void compare(Report report, Budget budget) throws Exception {
        Map<String, EngineProcess> engines = new LinkedHashMap<>();
        try {
            for (String engine : ON_POSTGRES) {
                engines.put(engine, EngineProcess.start(engine));
            }
            // One slice of each of two works on each of two engines, a dozen times.
            double slice = Math.max(0.5, budget.length().toMillis() / 1000.0 * LONG_RUN / SLICES / 4);
            Map<String, List<Double>> onPostgres = new LinkedHashMap<>();
            do {
                round(engines, onPostgres, slice);
            } while (!budget.isPassed(LONG_RUN));
            for (String engine : OTHERS) {
                engines.put(engine, EngineProcess.start(engine));
            }
            round(engines, new LinkedHashMap<>(), slice);
            Map<String, List<Double>> all = new LinkedHashMap<>();
            for (int round = 0; round < MOST_ROUNDS && (round == 0 || !budget.isPassed(0.9)); round++) {
                round(engines, all, slice);
            }
            Map<String, Double> events = new LinkedHashMap<>();
            for (EngineProcess engine : engines.values()) {
                events.put(engine.name(), engine.eventMicros());
            }
            report(report, onPostgres, all, events);
        } finally {
            engines.values().forEach(engine -> engine.process().destroy());
        }
    }

    private static void round(Map<String, EngineProcess> engines, Map<String, List<Double>> figures, double seconds)
            throws IOException {
        for (EngineProcess engine : engines.values()) {
            for (String work : WORKS) {
                double figure = engine.perSecond(work, seconds);
                figures.computeIfAbsent(engine.name() + " " + work, key -> new ArrayList<>())
                        .add(figure);
                OUT.printf("%-8s %-5s %,10.0f a second%n", engine.name(), work, figure);
            }
        }
    }

    private static void report(
            Report report,
            Map<String, List<Double>> onPostgres,
            Map<String, List<Double>> all,
            Map<String, Double> events) {
        for (String work : WORKS) {
            boolean one = work.equals("hello");
            String name = one ? "one activity" : "five activities in sequence";
            report.add(
                    name + ", PostgreSQL",
                    Report.median(figures(all, "postgres", work)),
                    Report.median(figures(all, "dbos", work)),
                    "DBOS",
                    "a second",
                    one ? "≥ 4" : "≥ 3");
            List<Double> slices = figures(onPostgres, "postgres", work);
            List<Double> warm = slices.size() < 3 ? slices : slices.subList(slices.size() / 3, slices.size());
            int half = (warm.size() + 1) / 2;
            report.add(
                    name + ", PostgreSQL, at the end of the long run",
                    Report.median(warm.subList(warm.size() - half, warm.size())),
                    Report.median(warm.subList(0, half)),
                    "before",
                    "a second",
                    "flat");
            double temporal = Report.median(figures(all, "temporal", work));
            for (String store : List.of("memory", "sqlite")) {
                report.add(
                        name + ", " + store,
                        Report.median(figures(all, store, work)),
                        temporal,
                        "Temporal's test server",
                        "a second",
                        one ? "≥ 30" : "≥ 70");
            }
        }
        report.add(
                "from an event to the code that goes on, PostgreSQL",
                events.getOrDefault("postgres", Double.NaN),
                events.getOrDefault("dbos", Double.NaN),
                "DBOS",
                "µs",
                "");
    }

    private static List<Double> figures(Map<String, List<Double>> all, String engine, String work) {
        return all.getOrDefault(engine + " " + work, List.of(Double.NaN));
    }
}
