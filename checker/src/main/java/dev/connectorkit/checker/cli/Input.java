package dev.connectorkit.checker.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.designer.document.Printable;
import dev.connectorkit.designer.document.Source;
import dev.connectorkit.swagger.CompiledConnector;
import dev.connectorkit.swagger.ConnectorDescription;
import dev.connectorkit.swagger.Profile;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads the document of a command: from a file, from a URL, or generated from compiled classes. */
final class Input {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int MAX_BYTES = 32 * 1024 * 1024;
    private static final ObjectReader STRICT =
            new ObjectMapper().reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DOCUMENT",
            description = "A file or a URL with a Swagger 2.0 document")
    private @Nullable String document;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            description = "In place of a document, a resource class to make it of; may be given several times")
    private List<String> classes = new ArrayList<>();

    @Option(
            names = "--description",
            paramLabel = "NAME",
            description = "In place of a document, a class that implements ConnectorDescription.Provider")
    private @Nullable String description;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Folders and jars of the resource classes and of what they need")
    private String classpath = "";

    @Option(
            names = "--base",
            paramLabel = "URL",
            defaultValue = "https://example.com/",
            description = "The URL of a connector that is made of classes. Default: ${DEFAULT-VALUE}")
    private URI base = URI.create("https://example.com/");

    /** Returns the name of the document in findings. */
    String name() {
        return document == null || isCompiled() ? "generated" : document;
    }

    /** Returns the text of the document. */
    Source source() {
        return document == null || isCompiled()
                ? new Source("generated", fromClasses().toPrettyString())
                : read(document);
    }

    /** Returns the document; comments and trailing commas are for the checker to complain about. */
    ObjectNode tree() {
        if (document == null || isCompiled()) {
            return fromClasses();
        }
        Source source = source();
        try {
            JsonNode tree = STRICT.readTree(source.text());
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException(source.name() + " is not a JSON object.");
        } catch (MismatchedInputException e) {
            throw new IllegalArgumentException(source.name() + " goes on after its end, or is empty.", e);
        } catch (StreamConstraintsException e) {
            throw new IllegalArgumentException(
                    source.name() + " exceeds a limit: " + Printable.reason(e) + ". " + Printable.LIMITS, e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    source.name() + " is not valid JSON: line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + "; see connectorkit check.",
                    e);
        }
    }

    static Source read(String place) {
        try {
            if (place.matches("(?i)(https?|file)://?.*")) {
                return Source.of(place, fetch(URI.create(place).toURL()));
            }
            if (Files.isDirectory(Path.of(place))) {
                throw new IllegalArgumentException(place + " is a folder, not a file with a document");
            }
            return Source.of(place, Files.readAllBytes(Path.of(place)));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("Not a URL: " + place, e);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new UncheckedIOException("There is no " + place, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + place + ": " + Printable.reason(e), e);
        }
    }

    private static byte[] fetch(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try (InputStream in = connection.getInputStream()) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("it has more than 32 MiB");
            }
            return bytes;
        }
    }

    private boolean isCompiled() {
        return description != null || !classes.isEmpty();
    }

    private ObjectNode fromClasses() {
        if (document != null) {
            throw new IllegalArgumentException("Give either a DOCUMENT, or --description or --class.");
        }
        if (!isCompiled()) {
            throw new IllegalArgumentException(
                    "Give a DOCUMENT, or classes with --description or --class, and --classpath.");
        }
        if (base.getHost() == null || !String.valueOf(base.getScheme()).matches("(?i)https?")) {
            throw new IllegalArgumentException("--base must be a URL such as https://example.com/, but is " + base);
        }
        List<Path> entries = Stream.of(classpath.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isBlank())
                .map(Path::of)
                .toList();
        ObjectNode swagger = CompiledConnector.read(
                        entries,
                        description,
                        classes,
                        ConnectorDescription.builder().build())
                .swagger(Profile.DESIGNER, base);
        if (swagger.path("paths").isEmpty()) {
            throw new IllegalArgumentException("The classes have no operations: "
                    + (description == null ? String.join(", ", classes) : description));
        }
        return swagger;
    }
}
