package dev.connectorkit.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.connectorkit.designer.DesignerOperation;
import dev.connectorkit.designer.DesignerView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An imported connector: its document as a designer has it, and the URL below which it is called. Immutable. */
record ConnectorApi(JsonNode document, DesignerView view, URI base) {

    private static final int TIMEOUT_MILLIS = 30_000;

    /**
     * Imports a document.
     *
     * @param text the document; null to read it from the source
     * @param base the URL of the connector; null for the one in the document
     * @param source the URL of the document, whose host counts where the document names none; null if unknown
     * @throws IllegalArgumentException if it is not a Swagger 2.0 document, or names no host and there is no base
     */
    static ConnectorApi of(@Nullable String text, @Nullable URI base, @Nullable URI source) {
        JsonNode document;
        try {
            document = Json.read(text == null ? read(source) : text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The document is not JSON: " + e.getOriginalMessage(), e);
        }
        if (document.has("openapi")) {
            throw new IllegalArgumentException("The document is OpenAPI "
                    + document.path("openapi").asText() + ", which designers refuse: they import Swagger 2.0 only");
        }
        if (!document.path("swagger").asText().equals("2.0")) {
            throw new IllegalArgumentException("The document is not Swagger 2.0: it has no \"swagger\": \"2.0\"");
        }
        return new ConnectorApi(
                document, DesignerView.of(document), withoutSlash(base == null ? stated(document, source) : base));
    }

    private static String read(@Nullable URI source) {
        if (source == null) {
            throw new IllegalArgumentException("Give a document, as a text or by its URL");
        }
        try {
            URLConnection connection = source.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the document at " + source + ": " + e, e);
        }
    }

    private static URI stated(JsonNode document, @Nullable URI source) {
        String path = document.path("basePath").asText();
        String host = document.path("host").asText();
        if (host.isEmpty() && source != null && source.getRawAuthority() != null) {
            return URI.create(source.getScheme() + "://" + source.getRawAuthority() + path);
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("The document names no host; give the base URL of the connector");
        }
        String scheme = document.path("schemes").path(0).asText("https");
        return URI.create(scheme + "://" + host + path);
    }

    private static URI withoutSlash(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }

    /** @throws IllegalArgumentException if there is no such operation; the message has those that there are */
    DesignerOperation operation(String id) {
        return view.operation(id)
                .orElseThrow(() -> new IllegalArgumentException("The document has no operation '" + id + "'; it has "
                        + view.operations().stream()
                                .map(DesignerOperation::operationId)
                                .collect(Collectors.joining(", "))));
    }
}
