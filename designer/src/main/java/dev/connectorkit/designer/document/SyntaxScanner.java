package dev.connectorkit.designer.document;

import java.util.ArrayList;
import java.util.List;

/** Finds comments and trailing commas, which JSON does not allow. */
final class SyntaxScanner {

    /** A file of another kind has an error in each character; nobody reads more than the first. */
    private static final int MOST = 1_000;

    private final Lines lines;
    private final String text;
    private final List<SyntaxError> slips = new ArrayList<>();
    private int comma = -1;

    private SyntaxScanner(String text, Lines lines) {
        this.text = text;
        this.lines = lines;
    }

    static List<SyntaxError> in(String text, Lines lines) {
        SyntaxScanner slips = new SyntaxScanner(text, lines);
        int at = 0;
        while (at < text.length() && slips.slips.size() < MOST) {
            at = slips.step(at);
        }
        return slips.slips;
    }

    /** Looks at one token, and says where the next begins. */
    private int step(int at) {
        char c = text.charAt(at);
        if (c == '"') {
            comma = -1;
            return endOfString(at);
        }
        if (text.startsWith("//", at) || text.startsWith("/*", at)) {
            add(at, "Comments are not allowed in JSON.", "Remove the comment.");
            boolean line = text.startsWith("//", at);
            int end = text.indexOf(line ? "\n" : "*/", at + 2);
            return end < 0 ? text.length() : end + (line ? 1 : 2);
        }
        if (comma >= 0 && (c == ']' || c == '}')) {
            add(comma, "A trailing comma before '" + c + "' is not allowed in JSON.", "Remove the comma.");
        }
        if (c == '\uFFFD') {
            add(at, "The file is not valid UTF-8 here.", "Save the file as UTF-8.");
        }
        if (c == ',') {
            comma = at;
        } else if (c > ' ') {
            comma = -1;
        }
        return at + 1;
    }

    private int endOfString(int start) {
        for (int i = start + 1; i < text.length() && slips.size() < MOST; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i + 1;
            } else if (c == '\uFFFD') {
                add(i, "The file is not valid UTF-8 here.", "Save the file as UTF-8.");
            }
        }
        return text.length();
    }

    private void add(int offset, String message, String fix) {
        slips.add(new SyntaxError(lines.at(offset), message, fix));
    }
}
