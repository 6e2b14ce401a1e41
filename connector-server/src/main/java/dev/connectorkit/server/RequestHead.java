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

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern LINE = Pattern.compile("(" + TOKEN + ") ([^ ]+) HTTP/([0-9])\\.([0-9])");
    private static final Pattern FIELD = Pattern.compile("(" + TOKEN + "):[ \\t]*([^\\x00-\\x08\\x0A-\\x1F\\x7F]*)");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern HOST = Pattern.compile(
            "(?:[A-Za-z0-9._~-]+|\\[[0-9A-Fa-f:.]+])?(?::(?:[0-9]{0,4}|[1-5][0-9]{4}|6[0-5][0-9]{3}))?");

    /** @param head all lines, each ended by CR and LF, one character for each byte */
    static RequestHead parse(String head, int maxHeaders) throws Refusal {
        List<String> lines = List.of(head.split("\r\n"));
        var request = LINE.matcher(lines.get(0));
        if (!request.matches()) {
            throw Refusal.malformed("The request line is invalid.");
        }
        if (!request.group(3).equals("1")) {
            throw Refusal.version();
        }
        if (request.group(1).equals("CONNECT")) {
            throw Refusal.tunnel();
        }
        if (lines.size() - 1 > maxHeaders) {
            throw Refusal.tooManyHeaders(maxHeaders);
        }
        boolean old = request.group(4).equals("0");
        RequestTarget target = RequestTarget.parse(request.group(1), request.group(2));
        Framing framing = new Framing();
        for (String line : lines.subList(1, lines.size())) {
            framing.add(line);
        }
        String host = framing.host(old, target.authority());
        if (host != null) {
            framing.fields.add(0, "Host: " + host);
        }
        String normal = request.group(1) + " " + target.path() + (old ? " HTTP/1.0" : " HTTP/1.1");
        return new RequestHead(
                normal, framing.fields, framing.length(), framing.chunked(old), !old && framing.awaitsContinue());
    }

    /**
     * A header or trailer field.
     *
     * @param name in lower case
     */
    record Field(String name, String value) {

        static Field parse(String line) throws Refusal {
            var field = FIELD.matcher(line);
            if (!field.matches()) {
                throw Refusal.malformed("A header line is invalid.");
            }
            return new Field(
                    field.group(1).toLowerCase(Locale.ROOT), field.group(2).strip());
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
                    && (hosts.isEmpty() || HOST.matcher(hosts.get(0)).matches());
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
