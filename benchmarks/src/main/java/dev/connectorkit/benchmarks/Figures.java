package dev.connectorkit.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs {@link Starts}, {@link Polls}, {@link Deliveries}, {@link Turns} and {@link Peers} and writes their figures into a page, between the lines
 * {@code <!-- figures -->} and {@code <!-- end of figures -->}, and as a picture beside it.
 *
 * <pre>{@code
 * ./mvnw -q -DskipChecks -DskipTests -Ppeers -pl benchmarks,sample-connectors -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" dev.connectorkit.benchmarks.Figures docs/performance.md 18
 * }</pre>
 */
public final class Figures {

    private static final String BEGIN = "<!-- figures -->\n";
    private static final String END = "<!-- end of figures -->";

    private Figures() {}

    /** A part of a run. */
    private interface Part {
        void compare(Report report, Budget budget) throws Exception;
    }

    /** Takes the path of the page, and the minutes that it may take: 18, unless they are given. */
    public static void main(String[] arguments) throws Exception {
        Path page = Path.of(arguments[0]);
        double minutes = arguments.length > 1 ? Double.parseDouble(arguments[1]) : Budget.DEFAULT_MINUTES;
        Report report = new Report();
        boolean complete = run(report, page, Starts::compare, Budget.part(minutes, 0.08));
        complete &= run(report, page, Polls::compare, Budget.part(minutes, 0.2));
        complete &= run(report, page, Deliveries::compare, Budget.part(minutes, 0.14));
        complete &= run(report, page, Turns::compare, Budget.part(minutes, 0.08));
        complete &= run(report, page, Peers::compare, Budget.part(minutes, 0.5));
        System.exit(complete ? 0 : 1);
    }

    /** Runs a part and writes what there is, so that a part that fails costs only its own figures. */
    private static boolean run(Report report, Path page, Part part, Budget budget) throws IOException {
        try {
            part.compare(report, budget);
            write(report, page);
            return true;
        } catch (Exception e) {
            e.printStackTrace();
            return false;
        }
    }

    private static void write(Report report, Path page) throws IOException {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        report.print(new PrintStream(table, true, StandardCharsets.UTF_8));
        Path picture = page.resolveSibling("performance.svg");
        Files.writeString(picture, report.svg());
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(
                page,
                text.substring(0, begin) + "\n![The ratios as bars; the line is at 1](performance.svg)\n\n"
                        + table.toString(StandardCharsets.UTF_8) + "\n" + text.substring(text.indexOf(END, begin)));
    }
}
