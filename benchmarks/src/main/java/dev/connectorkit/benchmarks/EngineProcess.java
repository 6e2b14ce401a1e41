package dev.connectorkit.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An engine in a JVM of its own, which answers each line with a figure.
 *
 * @param name its name
 * @param process the JVM
 */
record EngineProcess(String name, Process process) {

    private static final int CALLERS = Integer.getInteger("bench.callers", 64);
    private static final int EVENTS = 100;

    static EngineProcess start(String engine) throws IOException {
        return new EngineProcess(
                engine,
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                EngineProcess.class.getName(),
                                engine)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
    }

    /** Returns the orchestrations per second: "hello" has one activity, "five" has five in sequence. */
    double perSecond(String work, double seconds) throws IOException {
        return ask(work + " " + seconds);
    }

    /** Returns the median of the microseconds from raising an event to the code that goes on. */
    double eventMicros() throws IOException {
        return ask("event");
    }

    private double ask(String what) throws IOException {
        process.getOutputStream().write((what + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        StringBuilder answer = new StringBuilder();
        for (int c = process.getInputStream().read();
                c != '\n';
                c = process.getInputStream().read()) {
            if (c < 0) {
                throw new IOException("The engine " + name + " has ended");
            }
            answer.append((char) c);
        }
        return Double.parseDouble(answer.toString());
    }

    /** The JVM of an engine. */
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        // What libraries print must not look like an answer.
        System.setOut(System.err);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (Subject subject = Subject.open(arguments[0]);
                BufferedReader questions =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                List<String> words = List.of(line.split(" ", -1));
                answers.println(
                        switch (words.get(0)) {
                            case "hello" -> perSecond(callers, subject::hello, Double.parseDouble(words.get(1)));
                            case "five" -> perSecond(callers, subject::five, Double.parseDouble(words.get(1)));
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

    private static double perSecond(ExecutorService callers, Run run, double seconds) throws Exception {
        AtomicLong ended = new AtomicLong();
        long start = System.nanoTime();
        long end = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
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
