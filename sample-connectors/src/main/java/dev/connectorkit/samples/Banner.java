package dev.connectorkit.samples;

import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.server.ConnectorServer;
import dev.connectorkit.swagger.Profile;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The text that is printed at the start: the URLs, and commands to try first. */
final class Banner {

    private Banner() {}

    static String of(ConnectorServer server, Path dataDir, @Nullable String orchestrations, boolean localCallbacks) {
        StringBuilder text = new StringBuilder("\nConnectorKit sample connectors\n\n");
        String url = server.url().toString();
        line(text, "Explore", url);
        line(text, "Swagger 2.0", url + "swagger.json          (for designers: ?profile=designer)");
        line(text, "OpenAPI 3.1", url + "openapi.json");
        line(text, "Health", url + "health");
        line(
                text,
                "Files",
                dataDir.resolve("files").toAbsolutePath().normalize().toString());
        line(
                text,
                "Operator",
                "http://127.0.0.1:" + server.adminPort() + "/   (key: " + dataDir.resolve("admin.key") + ")");
        if (orchestrations != null) {
            line(text, "Durable", orchestrations);
        }
        if (localCallbacks) {
            text.append("\n  DEVELOPMENT ONLY: callbacks may go to this machine, and over http.\n");
        }
        text.append("\nOperations\n");
        JsonNode paths =
                server.document().swagger(Profile.DEFAULT, server.url()).path("paths");
        paths.properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> !method.getKey().startsWith("x-"))
                        .forEach(method -> text.append(String.format(
                                Locale.ROOT,
                                "  %-6s %-54s %s%n",
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue().path("summary").asText()))));
        text.append("\nTry\n")
                .append("  curl -i '")
                .append(url)
                .append("api/files/poll/TouchedFiles'\n")
                .append("  curl -i -H 'Content-Type: application/json' -d '{\"path\":\"hello.txt\"}' ")
                .append(url)
                .append("api/files/touch\n")
                .append("  curl -i '<the Location of the first answer>'\n");
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "  %-12s %s%n", name, value));
    }
}
