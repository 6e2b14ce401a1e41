package dev.connectorkit.workbench.server;

import dev.connectorkit.test.Request;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes requests as commands of a shell. */
final class Curl {

    private static final Pattern PART = Pattern.compile(
            "--[^\r\n]+\r\nContent-Disposition: form-data; name=\"(?<name>[^\"]*)\"(?:; filename=\"(?<file>[^\"]*)\")?"
                    + "\r\n(?:Content-Type: (?<type>[^\r\n]*)\r\n)?\r\n(?<value>.*?)(?=\r\n--)",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private static final Pattern TEXT =
            Pattern.compile("^text/|json|xml|urlencoded|charset=", Pattern.CASE_INSENSITIVE);

    private Curl() {}

    /** Returns the command, without the headers by which engines trace their requests. */
    static String of(Request request) {
        StringBuilder command = new StringBuilder("curl -i");
        if (!request.method().equals("GET")) {
            command.append(" -X ").append(request.method());
        }
        String type = request.header("Content-Type").orElse("");
        request.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            boolean boundary = lower.equals("content-type") && type.startsWith("multipart/"); // curl has one of its own
            if (!boundary
                    && !lower.startsWith("x-ms-")
                    && !lower.equals("user-agent")
                    && !lower.equals("accept-language")) {
                command.append(" -H ").append(quoted(name + ": " + value));
            }
        });
        if (type.startsWith("multipart/")) {
            parts(request.body(), command);
        } else if (!request.body().isEmpty()) {
            boolean text = type.isEmpty() || TEXT.matcher(type).find();
            command.append(text ? " --data-raw " + quoted(request.body()) : " --data-binary @FILE");
        }
        return command.append(' ').append(quoted(request.url().toString())).toString();
    }

    /** Appends the parts of a form; the content of a file is that of the file with its name. */
    private static void parts(String body, StringBuilder command) {
        Matcher part = PART.matcher(body);
        while (part.find()) {
            boolean file = part.group("file") != null || part.group("type") != null;
            String value = part.group("file") == null ? "FILE" : part.group("file");
            command.append(file ? " -F " : " --form-string ")
                    .append(quoted(part.group("name")
                            + (file ? "=@" + value : "=" + part.group("value"))
                            + (part.group("type") == null ? "" : ";type=" + part.group("type"))));
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
