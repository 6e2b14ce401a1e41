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
 * Compares durable deliveries with a bare loop of the same HTTP client, and publishes one event to many, each by
 * {@link DeliveryBench} in a JVM of its own.
 *
 * <pre>{@code
 * java -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" dev.connectorkit.benchmarks.Deliveries [minutes]
 * }</pre>
 */
public final class Deliveries {

    private static final int MANY = 100_000;
    private static final int DELIVERIES = 20_000;
    private static final int ROUNDS = 5;
    private static final Pattern ROUND = Pattern.compile("round \\d+: bare loop ([\\d,]+)/s, engine ([\\d,]+)/s.*");
    private static final Pattern BROADCAST =
            Pattern.compile("round \\d+: [\\d,]+ delivered in ([\\d.]+) s; .* p99 [\\d.]+ ms, longest ([\\d.]+) ms");
    private static final PrintStream OUT = System.out;

    private Deliveries() {}

    /** Takes the minutes that it may take. */
    public static void main(String[] arguments) throws Exception {
        Report report = new Report();
        compare(report, Budget.part(arguments.length > 0 ? Double.parseDouble(arguments[0]) : 3, 1));
        report.print(OUT);
        System.exit(0);
    }

    static void compare(Report report, Budget budget) throws Exception {
        boolean brief = budget.length().toSeconds() < 60;
        ratio(report, "sqlite", brief, "≥ 0.45");
        ratio(report, "postgres", brief, "≥ 0.25");
        int many = brief ? MANY / 10 : MANY;
        List<double[]> rounds = run(BROADCAST, brief, "broadcast", "sqlite", Integer.toString(many));
        String work = String.format(Locale.ROOT, "an event to %,d subscriptions, SQLite", many);
        report.add(work, median(rounds, 0), "s", "≤ 4");
        report.add("longest publish of another event meanwhile", median(rounds, 1), "ms", "≤ 50");
    }

    private static void ratio(Report report, String store, boolean brief, String goal) throws Exception {
        List<double[]> rounds = run(ROUND, brief, "ratio", store);
        report.add(
                "durable deliveries, " + (store.equals("sqlite") ? "SQLite" : "PostgreSQL"),
                median(rounds, 1),
                median(rounds, 0),
                "bare loop of the client",
                "a second",
                goal);
    }

    private static double median(List<double[]> rounds, int figure) {
        return Report.median(rounds.stream().mapToDouble(round -> round[figure]).toArray());
    }

    private static List<double[]> run(Pattern line, boolean brief, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dbench.rounds=" + (brief ? 1 : ROUNDS),
                "-Dbench.deliveries=" + (brief ? DELIVERIES / 10 : DELIVERIES),
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
                Matcher found = line.matcher(text);
                if (found.matches()) {
                    figures.add(new double[] {number(found.group(1)), number(found.group(2))});
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
