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

/** Measures the time from the start of a JVM to the first 200 of a server with a few operations, in turns. */
final class Starts {

    private static final int ROUNDS = 7;
    private static final String ARCHIVED = "archive";
    private static final String ARCHIVE_JVM = "-XX:SharedArchiveFile=";
    private static final PrintStream OUT = System.out;

    private Starts() {}

    static void compare(Report report, Budget budget) throws Exception {
        Path archive = Files.createTempDirectory("bench").resolve("quiet.jsa");
        double unused = toFirst("quiet", "-XX:ArchiveClassesAtExit=" + archive);
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS && (round == 0 || !budget.isPassed(0.9)); round++) {
            for (String server : List.of("jersey", "quiet", ARCHIVED, "spring")) {
                double took = server.equals(ARCHIVED) ? toFirst("quiet", ARCHIVE_JVM + archive) : toFirst(server);
                seconds.computeIfAbsent(server, name -> new ArrayList<>()).add(took);
                OUT.printf("start %-8s %.2f s to the first 200%n", server, took);
            }
        }
        double jersey = median(seconds, "jersey");
        String work = "first 200 of a minimal connector";
        report.add(work, median(seconds, "quiet"), jersey, "Jersey by hand", "s", "≤ 1.3");
        report.add(work + ", archive of classes", median(seconds, ARCHIVED), jersey, "Jersey by hand", "s", "");
        report.add(work, median(seconds, "quiet"), median(seconds, "spring"), "Spring Boot MVC", "s", "");
    }

    private static double median(Map<String, List<Double>> seconds, String server) {
        return Report.median(seconds.getOrDefault(server, List.of()));
    }

    private static double toFirst(String name, String... options) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        ServerProcess server = ServerProcess.start(name, Instant.EPOCH, options);
        try (PollConnection connection = new PollConnection(server.port())) {
            connection.poll("/orders/found" + Polls.state(Instant.EPOCH));
            return (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
        } finally {
            server.end();
        }
    }
}
