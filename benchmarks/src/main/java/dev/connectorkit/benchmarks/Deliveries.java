package dev.connectorkit.benchmarks;

import dev.connectorkit.server.bench.DeliveryBench;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares durable deliveries, and those of one event to many, with a bare loop of the same HTTP client, each by
 * {@link DeliveryBench} in a JVM of its own.
 *
 * <pre>{@code
 * java -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" dev.connectorkit.benchmarks.Deliveries [minutes]
 * }</pre>
 */
public final class Deliveries {

    private static final int MANY = 100_000;
    private static final int DELIVERIES = 20_000;

    /** The share of the time of each of the two stores; the event to many subscriptions takes the rest, as a round takes long. */
    private static final double RATIO = 0.3;

    private static final Pattern ROUND =
            Pattern.compile("round \\d+: bare loop ([\\d,]+)/s, engine ([\\d,]+)/s.*?(?:, longest ([\\d.]+) ms)?");
    private static final PrintStream OUT = System.out;

    private Deliveries() {}

    /** Takes the minutes that it may take. */
    public static void main(String[] arguments) throws Exception {
        Report report = new Report();
        compare(report, Budget.part(arguments.length > 0 ? Double.parseDouble(arguments[0]) : 3, 1));
        report.print(OUT);
        System.exit(0);
    }

    /** Adds the figures of runs that are warmed up for half of their time; brief ones only show that they can be made. */
    static void compare(Report report, Budget budget) throws Exception {
        boolean brief = budget.length().toSeconds() < 60;
        long seconds = brief ? 0 : budget.length().toSeconds();
        ratio(report, "sqlite", Math.round(seconds * RATIO), "≥ 0.45");
        ratio(report, "postgres", Math.round(seconds * RATIO), "≥ 0.25");
        int many = brief ? MANY / 10 : MANY;
        List<double[]> rounds =
                run(Math.round(seconds * (1 - 2 * RATIO)), "broadcast", "sqlite", Integer.toString(many));
        add(
                report,
                String.format(Locale.ROOT, "an event to %,d subscriptions, SQLite", many),
                rounds,
                "≥ 0.5: 4 s where the loop makes 50,000");
        report.add("longest publish of another event meanwhile", median(rounds, 2), "ms", "≤ 50");
    }

    private static void ratio(Report report, String store, long seconds, String goal) throws Exception {
        String name = store.equals("sqlite") ? "SQLite" : "PostgreSQL";
        add(report, "durable deliveries, " + name, run(seconds, "ratio", store), goal);
    }

    private static void add(Report report, String work, List<double[]> rounds, String goal) {
        report.add(work, median(rounds, 1), median(rounds, 0), "bare loop of the client", "a second", goal);
    }

    private static double median(List<double[]> rounds, int figure) {
        return Report.median(rounds.stream().mapToDouble(round -> round[figure]).toArray());
    }

    private static List<double[]> run(long seconds, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dbench.seconds=" + seconds,
                "-Dbench.deliveries=" + (seconds == 0 ? DELIVERIES / 10 : DELIVERIES),
                "-cp",
                System.getProperty("java.class.path"),
                DeliveryBench.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(Files.createTempDirectory("bench").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<double[]> figures = new ArrayList<>();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String text = said.readLine(); text != null; text = said.readLine()) {
                OUT.println(text);
                Matcher found = ROUND.matcher(text);
                if (found.matches()) {
                    String longest = found.group(3);
                    figures.add(new double[] {
                        number(found.group(1)), number(found.group(2)), longest == null ? Double.NaN : number(longest)
                    });
                }
            }
        } finally {
            process.destroy();
        }
        if (figures.isEmpty()) {
            throw new IOException("No figures came from " + command);
        }
        return figures;
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace(",", ""));
    }
}
