package dev.connectorkit.checker.pack;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.checker.Checker;
import dev.connectorkit.checker.Report;
import dev.connectorkit.checker.rules.Rules;
import dev.connectorkit.designer.document.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a custom connector as {@code paconn} uploads them: {@code apiDefinition.swagger.json},
 * {@code apiProperties.json}, {@code settings.json} and {@code icon.png}.
 *
 * <p>Connection parameters match the security definition of the document, capabilities its operations, and each operation with
 * {@code x-ms-pageable} gets the policy that it needs.
 *
 * <p>Not thread-safe.
 *
 * @see <a href="https://learn.microsoft.com/connectors/custom-connectors/paconn-cli">Microsoft Power Platform Connectors CLI</a>
 */
public final class ConnectorPackage {

    private static final Pattern COLOR = Pattern.compile("#[0-9A-Fa-f]{6}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode swagger;
    private final Map<String, PollingPolicy> pollingPolicies = new TreeMap<>();
    private String brandColor = "#007ee4";
    private String publisher = "";
    private byte @Nullable [] icon;

    private ConnectorPackage(ObjectNode swagger) {
        this.swagger = swagger.deepCopy();
        ObjectNode info = this.swagger.withObject("/info");
        if (info.path("description").asText().isBlank()) {
            // paconn reads it without asking whether it is there.
            info.put("description", "Connects to " + info.path("title").asText("the service") + ".");
        }
    }

    /**
     * Returns the package of a document.
     *
     * @param swagger the document in the profile for designers; not changed
     * @throws IllegalArgumentException if a member has another JSON type than Swagger 2.0 gives it; the message has its JSON pointer and
     *     the expected type
     */
    public static ConnectorPackage of(ObjectNode swagger) {
        Checker.builder()
                .rules(Rules.structure())
                .build()
                .check(new Source("document", swagger.toString()))
                .findings()
                .stream()
                .findFirst()
                .ifPresent(finding -> {
                    throw new IllegalArgumentException(finding.pointer() + ": " + finding.message());
                });
        return new ConnectorPackage(swagger);
    }

    /**
     * The colour behind the icon, {@code #007ee4} unless given.
     *
     * @throws IllegalArgumentException if it is not like {@code #1a2b3c}
     */
    public ConnectorPackage brandColor(String brandColor) {
        if (!COLOR.matcher(brandColor).matches()) {
            throw new IllegalArgumentException("A brand colour must be like #007ee4, but is " + brandColor);
        }
        this.brandColor = brandColor;
        return this;
    }

    /** Sets the publisher of the connector; the name of the contact in the document unless set. */
    public ConnectorPackage publisher(String publisher) {
        this.publisher = publisher;
        return this;
    }

    /**
     * Sets the icon: a PNG of less than 1 MB, square, from 100 to 230 pixels; a plain one in the brand colour unless set.
     *
     * @throws IllegalArgumentException if it is not such a file
     */
    public ConnectorPackage icon(byte[] png) {
        IconFile.check(png);
        this.icon = png.clone();
        return this;
    }

    /**
     * Has the platform turn a plain list operation into a polling trigger, for services that do not speak the protocol. The
     * list must have its newest item first.
     *
     * @param operationId of the trigger in the document
     * @param dataPath an expression for the list, such as {@code @triggerBody().value}
     * @param query the query parameters of the next poll, as expressions over the last answer
     * @throws IllegalArgumentException if the document has no such operation
     */
    public ConnectorPackage pollingPolicy(String operationId, String dataPath, Map<String, String> query) {
        if (!swagger.path("paths").findValuesAsText("operationId").contains(operationId)) {
            throw new IllegalArgumentException("The document has no operation " + operationId);
        }
        pollingPolicies.put(operationId, new PollingPolicy(dataPath, new TreeMap<>(query)));
        return this;
    }

    /** Checks the document and the {@code apiProperties.json} that belongs to it, for designers. */
    public Report check() {
        return Checker.builder()
                .properties(new Source("apiProperties.json", properties().toPrettyString()))
                .build()
                .check(new Source("apiDefinition.swagger.json", swagger.toPrettyString()));
    }

    /** Returns the content of {@code apiProperties.json}. */
    public ObjectNode properties() {
        String owner = publisher.isEmpty() ? swagger.at("/info/contact/name").asText() : publisher;
        return ApiProperties.of(swagger, brandColor, owner, pollingPolicies);
    }

    /**
     * Writes the four files, over what is there.
     *
     * @param folder made where it does not exist
     * @throws UncheckedIOException if a file cannot be written
     */
    public void writeTo(Path folder) {
        ObjectNode settings = JSON.createObjectNode();
        settings.put("connectorId", "");
        settings.put("environment", "");
        settings.put("apiProperties", "apiProperties.json");
        settings.put("apiDefinition", "apiDefinition.swagger.json");
        settings.put("icon", "icon.png");
        settings.put("script", "");
        settings.put("powerAppsUrl", "https://api.powerapps.com");
        settings.put("powerAppsApiVersion", "2016-11-01");
        try {
            Files.createDirectories(folder);
            write(folder.resolve("apiDefinition.swagger.json"), swagger);
            write(folder.resolve("apiProperties.json"), properties());
            write(folder.resolve("settings.json"), settings);
            Files.write(folder.resolve("icon.png"), iconFile());
        } catch (IOException e) {
            throw new UncheckedIOException("The package cannot be written to " + folder, e);
        }
    }

    /**
     * Writes an unmanaged solution, which a pipeline imports: the connector, a connection reference, and environment variables
     * for host, client id and client secret. The same connector gives the same bytes.
     *
     * @param prefix the prefix of the solution's publisher, such as {@code contoso}
     * @param version such as {@code 1.0.0.0}
     * @throws IllegalArgumentException if prefix or version is not of that form
     * @throws UncheckedIOException if the file cannot be written
     */
    public void writeSolution(Path zip, String prefix, String version) {
        String title = swagger.at("/info/title").asText("Connector");
        String owner = publisher.isEmpty() ? swagger.at("/info/contact/name").asText(title) : publisher;
        Solution solution = new Solution(this, new SolutionNames(prefix, title, owner, version));
        try {
            Map<String, byte[]> files = solution.files(); // before the file there is replaced
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    ZipEntry entry = new ZipEntry(file.getKey());
                    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0)); // the clock must not show in the bytes
                    out.putNextEntry(entry);
                    out.write(file.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The solution cannot be written to " + zip, e);
        }
    }

    ObjectNode swagger() {
        return swagger.deepCopy();
    }

    byte[] iconFile() throws IOException {
        return icon == null ? PlainIcon.of(brandColor) : icon.clone();
    }

    private static void write(Path file, ObjectNode content) throws IOException {
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
    }
}
