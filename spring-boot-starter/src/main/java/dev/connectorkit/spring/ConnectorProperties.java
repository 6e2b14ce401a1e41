package dev.connectorkit.spring;

import dev.connectorkit.sdk.ConnectorRuntime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Options of a connector that differ between environments.
 *
 * @param title name of the connector in its documents
 * @param description one or two sentences about the connector, for its documents
 * @param version version of the connector in its documents
 * @param documents whether swagger.json and openapi.json are served
 * @param publicUrl URL under which engines reach the connector, path prefix included; without it, links are built from the request
 * @param trustForwardedHeaders whether links are built from Forwarded and X-Forwarded-* headers; only behind a proxy that sets them
 * @param dataDir folder of the connector's keys, and of its database if there is neither a store nor a data source
 * @param stateKeys keys in base64 that sign trigger states and encrypt callback URLs, the current one first
 * @param store address of the connector's database, in place of the application's data source: memory, sqlite:FILE or
 *     postgres://user:password@host:port/database
 * @param maxRequestSize largest body of a request
 * @param timeLimit time that a resource method may take
 * @param corsOrigins origins of web pages that may call the connector
 * @param mcp whether the actions are served as tools for agents, at /mcp
 */
@ConfigurationProperties("connectorkit")
public record ConnectorProperties(
        @Nullable String title,
        @Nullable String description,
        @Nullable String version,
        @DefaultValue("true") boolean documents,
        @Nullable URI publicUrl,
        @DefaultValue("false") boolean trustForwardedHeaders,
        @Nullable Path dataDir,
        @DefaultValue List<String> stateKeys,
        @Nullable String store,
        @DefaultValue("10MB") DataSize maxRequestSize,
        @DefaultValue("100s") Duration timeLimit,
        @DefaultValue List<String> corsOrigins,
        @DefaultValue("false") boolean mcp) {

    /** Copies the lists. */
    public ConnectorProperties {
        stateKeys = List.copyOf(stateKeys);
        corsOrigins = List.copyOf(corsOrigins);
    }

    /** Sets what has a value. */
    void applyTo(ConnectorRuntime.Builder connector) {
        if (title != null) {
            connector.title(title);
        }
        if (description != null) {
            connector.description(description);
        }
        if (version != null) {
            connector.version(version);
        }
        if (!documents) {
            connector.withoutDocuments();
        }
        if (mcp) {
            connector.mcp();
        }
        if (publicUrl != null) {
            connector.publicUrl(publicUrl);
        }
        if (trustForwardedHeaders) {
            connector.trustForwardedHeaders();
        }
        if (dataDir != null) {
            connector.dataDir(dataDir);
        }
        if (!stateKeys.isEmpty()) {
            byte[][] keys = stateKeys.stream().map(ConnectorProperties::key).toArray(byte[][]::new);
            connector.stateKeys(keys[0], List.of(keys).subList(1, keys.length).toArray(byte[][]::new));
        }
        if (store != null) {
            connector.store(store);
        }
        connector.maxRequestBytes(maxRequestSize.toBytes());
        connector.timeLimit(timeLimit);
        connector.corsOrigins(corsOrigins.toArray(String[]::new));
    }

    private static byte[] key(String text) {
        try {
            return Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "connectorkit.state-keys takes keys in base64, of at least 16 bytes each", e);
        }
    }
}
