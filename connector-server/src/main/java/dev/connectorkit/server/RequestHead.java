package dev.connectorkit.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The request line and the headers of a request, read as strictly as RFC 9112 asks for: what two readers could understand in two
 * ways is refused.
 *
 * @param line the request line in its normal form
 * @param fields the header fields, without those that frame the body
 * @param length of the body; -1 if the request has none or a chunked one
 * @param chunked whether the body comes in chunks
 * @param awaitsContinue whether the client sends the body only after a 100
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112, 6.3</a>
 */
record RequestHead(String line, List<String> fields, long length, boolean chunked, boolean awaitsContinue) {

    private static final int VERSION_LENGTH = "HTTP/1.1".length();
    private static final boolean[] TOKEN = new boolean[0x100];

    static {
        for (char c = 0; c < TOKEN.length; c++) {
            TOKEN[c] = (c >= '0' && c <= '9')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || "!#$%&'*+.^_`|~-".indexOf(c) >= 0;
        }
    }

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern HOST = Pattern.compile(
            "(?:[A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])?(?::(?:[0-9]{0,4}|[1-5][0-9]{4}|6[0-5][0-9]{3}))?");

    /** @param lines the request line and those of the headers, one character for each byte */
    static RequestHead parse(List<String> lines, int maxHeaders) throws Refusal {
        String request = lines.get(0);
        int methodEnd = tokenEnd(request);
        int version = request.length() - VERSION_LENGTH;
        boolean valid = methodEnd > 0
                && methodEnd + 2 < version // a target of one character at least
                && request.indexOf(' ') == methodEnd
                && request.indexOf(' ', methodEnd + 1) == version - 1
                && isVersion(request, version);
        if (!valid) {
            throw Refusal.malformed("The request line is invalid.");
        }
        if (request.charAt(version + 5) != '1') {
            throw Refusal.version();
        }
        String method = request.substring(0, methodEnd);
        if (method.equals("CONNECT")) {
            throw Refusal.tunnel();
        }
        if (lines.size() - 1 > maxHeaders) {
            throw Refusal.tooManyHeaders(maxHeaders);
        }
        boolean old = request.charAt(version + 7) == '0';
        RequestTarget target = RequestTarget.parse(method, request.substring(methodEnd + 1, version - 1));
        Framing framing = new Framing();
        for (int i = 1; i < lines.size(); i++) {
            framing.add(lines.get(i));
        }
        String host = framing.host(old, target.authority());
        if (host != null) {
            framing.fields.add(0, "Host: " + host);
        }
        String normal = method + " " + target.path() + (old ? " HTTP/1.0" : " HTTP/1.1");
        return new RequestHead(
                normal, framing.fields, framing.length(), framing.chunked(old), !old && framing.awaitsContinue());
    }

    /** Returns the end of the token at the beginning of the text. */
    private static int tokenEnd(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) < TOKEN.length && TOKEN[text.charAt(end)]) {
            end++;
        }
        return end;
    }

    private static boolean isVersion(String line, int at) {
        return line.startsWith("HTTP/", at)
                && isDigit(line.charAt(at + 5))
                && line.charAt(at + 6) == '.'
                && isDigit(line.charAt(at + 7));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * A header or trailer field.
     *
     * @param name in lower case
     */
    record Field(String name, String value) {

        static Field parse(String line) throws Refusal {
            int end = tokenEnd(line);
            if (end == 0 || end == line.length() || line.charAt(end) != ':' || hasControl(line, end + 1)) {
                throw Refusal.malformed("A header line is invalid.");
            }
            return new Field(
                    line.substring(0, end).toLowerCase(Locale.ROOT),
                    line.substring(end + 1).strip());
        }

        /** Returns whether a character after this position is a control character other than a tab. */
        private static boolean hasControl(String line, int from) {
            for (int i = from; i < line.length(); i++) {
                char c = line.charAt(i);
                if ((c < ' ' && c != '\t') || c == 0x7F) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Returns the head with the length of the body in the place of chunks. */
    byte[] bytes(long bodyLength) {
        StringBuilder head = new StringBuilder(line).append("\r\n");
        fields.forEach(field -> head.append(field).append("\r\n"));
        if (chunked || length >= 0) {
            head.append("Content-Length: ").append(bodyLength).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The fields that decide on the end of the request, and the others. */
    private static final class Framing {

        private final List<String> fields = new ArrayList<>();
        private final List<String> hosts = new ArrayList<>();
        private final List<String> lengths = new ArrayList<>();
        private final List<String> codings = new ArrayList<>();
        private final List<String> expectations = new ArrayList<>();

        void add(String line) throws Refusal {
            Field field = Field.parse(line);
            switch (field.name()) {
                case "host" -> hosts.add(field.value());
                case "content-length" -> lengths.add(field.value());
                case "transfer-encoding" -> codings.add(field.value().toLowerCase(Locale.ROOT));
                case "expect" -> expectations.add(field.value().toLowerCase(Locale.ROOT));
                default -> fields.add(line);
            }
        }

        @Nullable String host(boolean old, @Nullable String authority) throws Refusal {
            if (hosts.size() > 1 || (hosts.isEmpty() && !old)) {
                throw Refusal.malformed("A request must have one Host header.");
            }
            String given = authority != null ? authority : hosts.isEmpty() ? null : hosts.get(0);
            if (given == null) {
                return null;
            }
            boolean valid = HOST.matcher(given).matches()
                    && (authority == null
                            || hosts.isEmpty()
                            || HOST.matcher(hosts.get(0)).matches());
            if (!valid) {
                throw Refusal.malformed("The Host header is invalid.");
            }
            return given.endsWith(":") ? given.substring(0, given.length() - 1) : given;
        }

        long length() throws Refusal {
            if (lengths.isEmpty()) {
                return -1;
            }
            if (lengths.size() > 1 || !LENGTH.matcher(lengths.get(0)).matches()) {
                throw Refusal.malformed("The Content-Length is invalid.");
            }
            return Long.parseLong(lengths.get(0));
        }

        boolean chunked(boolean old) throws Refusal {
            if (codings.isEmpty()) {
                return false;
            }
            if (!codings.equals(List.of("chunked")) || !lengths.isEmpty() || old) {
                throw Refusal.malformed(
                        "The only Transfer-Encoding is chunked, in HTTP/1.1 and without Content-Length.");
            }
            return true;
        }

        boolean awaitsContinue() throws Refusal {
            if (expectations.stream().anyMatch(expectation -> !expectation.equals("100-continue"))) {
                throw Refusal.expectation();
            }
            return !expectations.isEmpty();
        }
    }
}
