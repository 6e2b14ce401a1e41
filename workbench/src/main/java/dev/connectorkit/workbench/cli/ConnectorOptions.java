package dev.connectorkit.workbench.cli;

import dev.connectorkit.test.Connection;
import dev.connectorkit.test.RetryPolicy;
import dev.connectorkit.test.WorkflowEngine;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a running connector and its connection. */
final class ConnectorOptions {

    @Option(
            names = "--document",
            required = true,
            paramLabel = "URL|FILE",
            description = "The connector's Swagger 2.0 document, in JSON")
    private String document = "";

    @Option(names = "--base", paramLabel = "URL", description = "The connector's URL. Default: that of the document")
    private @Nullable URI base;

    @Option(
            names = "--basic",
            paramLabel = "USER:PASSWORD",
            description = "A connection with a user name and a password")
    private @Nullable String basic;

    @Option(names = "--api-key", paramLabel = "HEADER=KEY", description = "A connection with a key in a header")
    private @Nullable String apiKey;

    @Option(names = "--query-key", paramLabel = "NAME=KEY", description = "A connection with a key in the query")
    private @Nullable String queryKey;

    @Option(names = "--bearer", paramLabel = "TOKEN", description = "A connection with a bearer token")
    private @Nullable String bearer;

    /** Returns an engine for the connector, without retries. */
    WorkflowEngine.Builder engine() {
        WorkflowEngine.Builder builder =
                WorkflowEngine.builder().connection(connection()).retryPolicy(RetryPolicy.none());
        if (document.matches("(?i)https?://.*")) {
            builder.document(URI.create(document));
        } else {
            builder.document(MeansOptions.read(Path.of(document)));
        }
        if (base != null) {
            builder.base(base);
        }
        return builder;
    }

    private Connection connection() {
        if (basic != null) {
            String[] parts = pair("--basic", basic, ":");
            return Connection.basic(parts[0], parts[1]);
        } else if (apiKey != null) {
            String[] parts = pair("--api-key", apiKey, "=");
            return Connection.apiKeyHeader(parts[0], parts[1]);
        } else if (queryKey != null) {
            String[] parts = pair("--query-key", queryKey, "=");
            return Connection.apiKeyQuery(parts[0], parts[1]);
        }
        return bearer == null ? Connection.none() : Connection.bearer(bearer);
    }

    private static String[] pair(String option, String text, String separator) {
        String[] parts = text.split(separator, 2);
        if (parts.length < 2 || parts[0].isEmpty()) {
            throw new IllegalArgumentException(option + " takes two parts with '" + separator + "' between them");
        }
        return parts;
    }
}
