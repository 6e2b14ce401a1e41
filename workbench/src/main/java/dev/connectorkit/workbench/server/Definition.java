package dev.connectorkit.workbench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The document of a connector as it lies in a file: alone, in the folder or archive of a package with {@code apiProperties.json}, or
 * in the archive of a solution. Immutable.
 *
 * @param document the text of the Swagger 2.0 document
 * @param parameters the connection parameters of the package; an empty object if absent
 */
record Definition(String document, JsonNode parameters) {

    private static final String DOCUMENT = "(?i)(.*[/_])?(apiDefinition(\\.swagger)?|openapidefinition)\\.json";
    private static final String PROPERTIES = "(?i)(.*/)?apiProperties\\.json";
    private static final String PARAMETERS = "(?i)(.*_)?connectionparameters\\.json";
    private static final int MOST_BYTES = 20_000_000;

    /**
     * Reads a file or a folder.
     *
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it has no document
     */
    static Definition read(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                return of(Files.readAllBytes(path));
            }
            Path document = path.resolve("apiDefinition.swagger.json");
            Path properties = path.resolve("apiProperties.json");
            if (!Files.exists(document)) {
                throw new IllegalArgumentException("The folder " + path + " has no apiDefinition.swagger.json");
            }
            return new Definition(
                    Files.readString(document),
                    Files.exists(properties) ? parametersOf(Files.readString(properties)) : Json.object());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ": " + e, e);
        }
    }

    /** Reads the content of a file: a document, or an archive. */
    static Definition of(byte[] content) {
        boolean archive = content.length > 1 && content[0] == 'P' && content[1] == 'K';
        return archive ? unzip(content) : new Definition(new String(content, StandardCharsets.UTF_8), Json.object());
    }

    private static Definition unzip(byte[] content) {
        String document = "";
        JsonNode parameters = Json.object();
        try (ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (entry.getName().matches(DOCUMENT)) {
                    document = text(archive);
                } else if (entry.getName().matches(PROPERTIES)) {
                    parameters = parametersOf(text(archive));
                } else if (entry.getName().matches(PARAMETERS)) {
                    parameters = Json.read(text(archive));
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("The archive cannot be read: " + e.getMessage(), e);
        }
        if (document.isEmpty()) {
            throw new IllegalArgumentException(
                    "The archive has no apiDefinition.swagger.json and no …_openapidefinition.json");
        }
        return new Definition(document, parameters);
    }

    private static String text(ZipInputStream archive) throws IOException {
        byte[] content = archive.readNBytes(MOST_BYTES);
        if (content.length == MOST_BYTES) {
            throw new IOException("an entry has more than " + MOST_BYTES + " bytes");
        }
        return new String(content, StandardCharsets.UTF_8);
    }

    private static JsonNode parametersOf(String properties) {
        JsonNode parameters = Json.read(properties).path("properties").path("connectionParameters");
        return parameters.isObject() ? parameters : Json.object();
    }

    /**
     * Returns the connection that a document and its package ask for, with {@code kind} and, for OAuth 2.0, the URLs and the client.
     *
     * @param document in Swagger 2.0
     */
    static ObjectNode connection(JsonNode document, JsonNode parameters) {
        ObjectNode asked = Json.object().put("kind", "none");
        for (JsonNode security : document.path("securityDefinitions")) {
            switch (security.path("type").asText()) {
                case "basic" -> asked.put("kind", "basic");
                case "apiKey" ->
                    asked.put("kind", security.path("in").asText())
                            .put("name", security.path("name").asText());
                case "oauth2" -> {
                    asked.put("kind", "oauth")
                            .put(
                                    "authorizationUrl",
                                    security.path("authorizationUrl").asText())
                            .put("tokenUrl", security.path("tokenUrl").asText())
                            .put("scopes", names(security.path("scopes")));
                }
                default -> asked.put("kind", "none");
            }
        }
        for (JsonNode parameter : parameters) {
            JsonNode settings = parameter.path("oAuthSettings");
            if (settings.isObject()) {
                JsonNode custom = settings.path("customParameters");
                asked.put("kind", "oauth").put("clientId", plain(settings.path("clientId")));
                put(asked, "authorizationUrl", custom.path("authorizationUrl").path("value"));
                put(asked, "tokenUrl", custom.path("tokenUrl").path("value"));
                put(asked, "resource", custom.path("resourceUri").path("value"));
            }
        }
        return asked;
    }

    private static void put(ObjectNode asked, String name, JsonNode value) {
        if (!value.asText().isEmpty()) {
            asked.put(name, value.asText());
        }
    }

    /** Returns an id without the marks of one that is to be filled in. */
    private static String plain(JsonNode id) {
        return id.asText().matches("<<.*>>|@environmentVariables.*") ? "" : id.asText();
    }

    private static String names(JsonNode scopes) {
        StringBuilder all = new StringBuilder();
        scopes.fieldNames()
                .forEachRemaining(
                        scope -> all.append(all.length() == 0 ? "" : " ").append(scope));
        return all.toString();
    }
}
