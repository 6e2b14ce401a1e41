package dev.connectorkit.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The figures of a run beside those of baselines, as a table in Markdown and as a picture in SVG. Not thread-safe. */
final class Report {

    private static final int WIDTH = 860;
    private static final int ROW = 26;
    private static final int LABELS = 560;
    private static final int BARS = WIDTH - LABELS - 60;
    private static final double LEAST = 0.1;
    private static final double MOST = 100;

    private final List<Row> rows = new ArrayList<>();

    private record Row(String work, double ours, double theirs, String baseline, String unit, String goal) {

        boolean isRatio() {
            return !Double.isNaN(theirs);
        }

        double ratio() {
            return ours / theirs;
        }
    }

    /** Adds a figure and that of a baseline. */
    void add(String work, double ours, double theirs, String baseline, String unit, String goal) {
        rows.add(new Row(work, ours, theirs, baseline, unit, goal));
    }

    /** Adds a figure that has no baseline. */
    void add(String work, double ours, String unit, String goal) {
        rows.add(new Row(work, ours, Double.NaN, "", unit, goal));
    }

    static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    static double median(List<Double> figures) {
        return median(figures.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Prints the table. */
    void print(PrintStream out) {
        out.println("| work | ConnectorKit | baseline | ratio | goal |\n|---|---|---|---|---|");
        for (Row row : rows) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %s %s | %s | %s | %s |%n",
                    row.work(),
                    number(row.ours()),
                    row.unit(),
                    row.isRatio() ? row.baseline() + ": " + number(row.theirs()) : "",
                    row.isRatio() ? String.format(Locale.ROOT, "%.2f", row.ratio()) : "",
                    row.goal());
        }
    }

    private static String number(double figure) {
        return String.format(Locale.ROOT, figure < 10 ? "%.2f" : figure < 1000 ? "%.1f" : "%,.0f", figure);
    }

    /** Returns the picture: a bar for each ratio, from 1 on a logarithmic scale. */
    String svg() {
        List<Row> ratios = rows.stream().filter(Row::isRatio).toList();
        int height = ROW * ratios.size() + 20;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n",
                WIDTH,
                height,
                WIDTH,
                height));
        double one = at(1);
        for (int i = 0; i < ratios.size(); i++) {
            Row row = ratios.get(i);
            int y = 10 + ROW * i;
            double end = at(row.ratio());
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#222222\">%s</text>%n"
                            + "<rect x=\"%.0f\" y=\"%d\" width=\"%.0f\" height=\"16\" fill=\"#2f6f9f\"/>%n"
                            + "<text x=\"%.0f\" y=\"%d\" fill=\"#222222\">%.2f</text>%n",
                    LABELS - 8,
                    y + 14,
                    escaped(row.work() + ", against " + row.baseline()),
                    Math.min(one, end),
                    y + 2,
                    Math.max(1, Math.abs(end - one)),
                    Math.max(one, end) + 6,
                    y + 14,
                    row.ratio()));
        }
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.0f\" y1=\"6\" x2=\"%.0f\" y2=\"%d\" stroke=\"#c04000\" stroke-dasharray=\"3 3\"/>%n</svg>%n",
                one,
                one,
                height - 6));
        return svg.toString();
    }

    private static double at(double ratio) {
        double within = Math.max(LEAST, Math.min(MOST, ratio));
        return LABELS + BARS * Math.log(within / LEAST) / Math.log(MOST / LEAST);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
