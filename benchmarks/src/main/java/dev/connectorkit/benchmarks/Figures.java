package dev.connectorkit.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs {@link Polls} and {@link Peers} and writes their figures into a page, between the lines {@code <!-- figures -->} and
 * {@code <!-- end of figures -->}, and as a picture beside it.
 *
 * <pre>{@code
 * ./mvnw -q -DskipChecks -DskipTests -Ppeers -pl benchmarks -am package dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp "benchmarks/target/classes:$(cat benchmarks/target/classpath)" dev.connectorkit.benchmarks.Figures docs/performance.md
 * }</pre>
 */
public final class Figures {

    private static final String BEGIN = "<!-- figures -->\n";
    private static final String END = "<!-- end of figures -->";

    private Figures() {}

    /** Takes the path of the page. */
    public static void main(String[] arguments) throws Exception {
        Path page = Path.of(arguments[0]);
        Report report = new Report();
        Polls.compare(report);
        Peers.compare(report);
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        report.print(new PrintStream(table, true, StandardCharsets.UTF_8));
        Path picture = page.resolveSibling("performance.svg");
        Files.writeString(picture, report.svg());
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(
                page,
                text.substring(0, begin) + "\n![The figures as bars; the line is at 1](performance.svg)\n\n"
                        + table.toString(StandardCharsets.UTF_8) + "\n" + text.substring(text.indexOf(END, begin)));
        System.exit(0);
    }
}
