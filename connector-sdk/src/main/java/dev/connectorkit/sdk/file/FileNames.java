package dev.connectorkit.sdk.file;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of files in {@code Content-Disposition} (RFC 6266). */
final class FileNames {

    private static final Pattern EXTENDED = Pattern.compile("(?i)UTF-8'[^']*'(.+)");

    private FileNames() {}

    /** Returns the name in the parameters of a disposition as they were sent, or null without one. */
    static @Nullable String of(Map<String, String> parameters) {
        String extended = parameters.get("filename*");
        Matcher matcher = EXTENDED.matcher(extended == null ? "" : extended);
        if (matcher.matches()) {
            try {
                return last(URLDecoder.decode(matcher.group(1).replace("+", "%2B"), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                return last(matcher.group(1));
            }
        }
        String plain = parameters.get("filename");
        return plain == null ? null : last(utf8(plain));
    }

    /** Headers are read as Latin-1, and browsers send UTF-8. */
    private static String utf8(String name) {
        if (!StandardCharsets.ISO_8859_1.newEncoder().canEncode(name)) {
            return name;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return name;
        }
    }

    /** Returns the name without folders and control characters, or null if nothing is left. */
    static @Nullable String last(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        return last.isEmpty() || last.matches("\\.+") ? null : last;
    }

    /** Returns the header of a download, with a name for every client. */
    static String attachment(@Nullable String name) {
        if (name == null) {
            return "attachment";
        }
        String ascii = name.replaceAll("[^\\x20-\\x7e]|[\"\\\\%]", "_");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }
}
