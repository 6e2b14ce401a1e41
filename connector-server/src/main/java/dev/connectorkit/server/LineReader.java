package dev.connectorkit.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.glassfish.grizzly.Buffer;
import org.jspecify.annotations.Nullable;

/** Collects lines that end in CR and LF, however they are cut into pieces on the way. */
final class LineReader {

    private final List<String> lines = new ArrayList<>();
    private byte[] bytes = new byte[512];
    private int size;
    private int lineStart;
    private int firstLineEnd;
    private boolean carriageReturn;

    /** Returns the next line without its end, one character for each byte; null if it is not complete yet. */
    @Nullable String line(Buffer input) throws Refusal {
        while (input.hasRemaining()) {
            byte next = input.get();
            if (next == 0 || (next == '\n') != carriageReturn) {
                throw Refusal.malformed("A line must end in CR and LF, and contain neither these nor NUL.");
            }
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, size * 2);
            }
            bytes[size++] = next;
            carriageReturn = next == '\r';
            if (next == '\n') {
                String line = new String(bytes, lineStart, size - 2 - lineStart, StandardCharsets.ISO_8859_1);
                if (!line.isEmpty()) {
                    lines.add(line);
                }
                firstLineEnd = lineStart == 0 ? size : firstLineEnd;
                lineStart = size;
                return line;
            }
        }
        return null;
    }

    /** Returns the number of bytes read since the last reset. */
    int size() {
        return size;
    }

    /** Returns the number of bytes of the first line since the last reset, as far as it is here. */
    int firstLineSize() {
        return lineStart == 0 ? size : firstLineEnd;
    }

    /** Returns the lines since the last reset, without their ends and without the empty ones. */
    List<String> all() {
        return List.copyOf(lines);
    }

    /** Forgets all lines. */
    void reset() {
        lines.clear();
        size = 0;
        lineStart = 0;
        carriageReturn = false;
        if (bytes.length > 8192) {
            bytes = new byte[512]; // an idle connection holds no large one
        }
    }
}
