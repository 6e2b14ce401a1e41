package dev.connectorkit.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The figures of a run, as a table in Markdown and as a picture in SVG. Not thread-safe. */
final class Report {

    private static final int WIDTH = 760;
    private static final int ROW = 26;
    private static final int LABELS = 470;
    private static final int BARS = WIDTH - LABELS - 70;

    private final List<Row> rows = new ArrayList<>();

    private record Row(String what, double figure, String unit) {}

    /** Adds a figure. */
    void add(String what, double figure, String unit) {
        rows.add(new Row(what, figure, unit));
    }

    static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Prints the table. */
    void print(PrintStream out) {
        out.println("| work | figure |\n|---|---|");
        rows.forEach(row -> out.printf(Locale.ROOT, "| %s | %.2f %s |%n", row.what(), row.figure(), row.unit()));
    }

    /** Returns the picture: a bar for each figure, and a line at 1. */
    String svg() {
        double most = Math.max(1, rows.stream().mapToDouble(Row::figure).max().orElse(1));
        int height = ROW * rows.size() + 20;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n",
                WIDTH,
                height,
                WIDTH,
                height));
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            int y = 10 + ROW * i;
            double length = BARS * row.figure() / most;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#222222\">%s</text>%n"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"16\" fill=\"#2f6f9f\"/>%n"
                            + "<text x=\"%.0f\" y=\"%d\" fill=\"#222222\">%.2f</text>%n",
                    LABELS - 8,
                    y + 14,
                    escaped(row.what()),
                    LABELS,
                    y + 2,
                    length,
                    LABELS + length + 6,
                    y + 14,
                    row.figure()));
        }
        double one = LABELS + BARS / most;
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.0f\" y1=\"6\" x2=\"%.0f\" y2=\"%d\" stroke=\"#c04000\" stroke-dasharray=\"3 3\"/>%n</svg>%n",
                one,
                one,
                height - 6));
        return svg.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
