package dev.connectorkit.workbench.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the answers of the workbench's server. */
final class Answers {

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private Answers() {}

    /** Sends a file of the page. */
    static void file(HttpExchange exchange, String name) throws IOException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        try (InputStream content = type == null || !name.matches("[a-z-]+\\.[a-z]+")
                ? null
                : Answers.class.getResourceAsStream("page/" + name)) {
            if (content == null || type == null) {
                send(exchange, 404, "text/plain", "There is no " + name);
            } else {
                String policy = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
                exchange.getResponseHeaders().set("Content-Security-Policy", policy);
                exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
                send(exchange, 200, type, new String(content.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    /** Sends an answer with a body. */
    static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** Sends a problem document without secrets. */
    static void problem(HttpExchange exchange, int status, @Nullable String detail) throws IOException {
        String shown = Secrets.NONE.hide(String.valueOf(detail));
        String body = Json.object().put("status", status).put("detail", shown).toString();
        send(exchange, status, "application/problem+json", body);
    }
}
