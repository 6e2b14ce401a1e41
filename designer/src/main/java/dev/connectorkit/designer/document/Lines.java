package dev.connectorkit.designer.document;

import java.util.Arrays;

/** The offsets at which the lines of a file start. */
final class Lines {

    private static final int QUOTE = 120;

    private final Source source;
    private final int[] starts;

    Lines(Source source) {
        this.source = source;
        int count = (int) source.text().chars().filter(c -> c == '\n').count();
        starts = new int[count + 1];
        for (int i = 0, at = 0; i < count; i++) {
            at = source.text().indexOf('\n', at) + 1;
            starts[i + 1] = at;
        }
    }

    /** Returns the place of a character. */
    Location at(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        int index = found < 0 ? -found - 2 : found;
        return at("", index + 1, offset - starts[index] + 1);
    }

    /** Returns the place with this line and column, both from 1. */
    Location at(String pointer, int line, int column) {
        String text = source.text();
        int start = starts[Math.min(line, starts.length) - 1];
        int end = text.indexOf('\n', start);
        int from = Math.max(start, start + column - QUOTE / 3);
        int to = Math.min(end < 0 ? text.length() : end, from + QUOTE);
        from = Math.max(start, Math.min(from, to - QUOTE));
        return new Location(
                source.name(), pointer, line, column, text.substring(from, to).strip());
    }
}
