package dev.connectorkit.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures the time from the start of a JVM to the first 200, in turns: of servers with a few operations, and of the samples, which
 * have all features; with and without an archive of their classes.
 */
public final class Starts {

    private static final int ROUNDS = 7;
    private static final String WRITE = "-XX:ArchiveClassesAtExit=";
    private static final String READ = "-XX:SharedArchiveFile=";
    private static final String SAMPLES = "samples";
    private static final String ARCHIVED = ", archive of classes";
    private static final Path SAMPLES_JAR = Path.of("sample-connectors", "target", "sample-connectors.jar");
    private static final PrintStream OUT = System.out;

    private final Path folder;
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    private Starts(Path folder) {
        this.folder = folder;
    }

    /** Takes the minutes that it may take. */
    public static void main(String[] arguments) throws Exception {
        Report report = new Report();
        compare(report, Budget.part(arguments.length > 0 ? Double.parseDouble(arguments[0]) : 2, 1));
        report.print(OUT);
        System.exit(0);
    }

    static void compare(Report report, Budget budget) throws Exception {
        new Starts(Files.createTempDirectory("bench")).run(report, budget);
    }

    private void run(Report report, Budget budget) throws Exception {
        boolean samples = Files.exists(SAMPLES_JAR);
        if (!samples) {
            OUT.println("The samples are left out: there is no " + SAMPLES_JAR);
        }
        List<String> servers =
                samples ? List.of("jersey", "quiet", SAMPLES, "spring") : List.of("jersey", "quiet", "spring");
        List<String> archived = samples ? List.of("quiet", SAMPLES) : List.of("quiet");
        for (String server : archived) {
            double unused = toFirst(server, WRITE + archive(server));
        }
        for (int round = 0; round < ROUNDS && (round == 0 || !budget.isPassed(0.9)); round++) {
            for (String server : servers) {
                measure(server, server);
            }
            for (String server : archived) {
                measure(server + ARCHIVED, server, READ + archive(server));
            }
        }
        report(report);
    }

    private void report(Report report) {
        double jersey = median("jersey");
        String minimal = "first 200 of a minimal connector";
        report.add(minimal, median("quiet"), jersey, "Jersey by hand", "s", "≤ 1.3");
        report.add(minimal + ARCHIVED, median("quiet" + ARCHIVED), jersey, "Jersey by hand", "s", "");
        report.add(minimal, median("quiet"), median("spring"), "Spring Boot MVC", "s", "");
        if (seconds.containsKey(SAMPLES)) {
            String all = "first 200 of the samples";
            report.add(all, median(SAMPLES), jersey, "Jersey by hand", "s", "≤ 1.72");
            report.add(all + ARCHIVED, median(SAMPLES + ARCHIVED), jersey, "Jersey by hand", "s", "≤ 1.15");
        }
    }

    private Path archive(String server) {
        return folder.resolve(server + ".jsa");
    }

    private double median(String name) {
        return Report.median(seconds.getOrDefault(name, List.of()));
    }

    private void measure(String name, String server, String... options) throws IOException, InterruptedException {
        double took = toFirst(server, options);
        seconds.computeIfAbsent(name, unknown -> new ArrayList<>()).add(took);
        OUT.printf("start %-28s %.2f s to the first 200%n", name, took);
    }

    private double toFirst(String name, String... options) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        boolean samples = name.equals(SAMPLES);
        ServerProcess server = samples
                ? ServerProcess.startSamples(SAMPLES_JAR, Files.createTempDirectory(folder, "data"), options)
                : ServerProcess.start(name, Instant.EPOCH, options);
        try (PollConnection connection = new PollConnection(server.port())) {
            connection.poll(samples ? "/api/files" : "/orders/found" + Polls.state(Instant.EPOCH));
            return (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
        } finally {
            server.end();
        }
    }
}
