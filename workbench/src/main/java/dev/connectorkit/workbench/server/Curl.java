package dev.connectorkit.workbench.server;

import dev.connectorkit.test.Request;
import java.util.Locale;

/** Writes requests as commands of a shell. */
final class Curl {

    private Curl() {}

    /** Returns the command, without the headers by which engines trace their requests. */
    static String of(Request request) {
        StringBuilder command = new StringBuilder("curl -i");
        if (!request.method().equals("GET")) {
            command.append(" -X ").append(request.method());
        }
        request.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.startsWith("x-ms-") && !lower.equals("user-agent") && !lower.equals("accept-language")) {
                command.append(" -H ").append(quoted(name + ": " + value));
            }
        });
        if (!request.body().isEmpty()) {
            command.append(" -d ").append(quoted(request.body()));
        }
        return command.append(' ').append(quoted(request.url().toString())).toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
