package dev.connectorkit.sdk.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.callbacks.metrics.MeterGroup;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of {@link HttpFeature}.
 *
 * @param mapper reads and writes bodies
 * @param maxRequestBytes the largest body of a request
 * @param publicUrl the configured public URL, or null
 * @param trustForwarded whether {@code Forwarded} and {@code X-Forwarded-*} count
 * @param timeLimit the time a resource method may take
 * @param corsOrigins the origins whose pages may call the connector
 * @param meters the meters of requests, or null
 */
public record HttpSettings(
        ObjectMapper mapper,
        long maxRequestBytes,
        @Nullable URI publicUrl,
        boolean trustForwarded,
        Duration timeLimit,
        Set<String> corsOrigins,
        @Nullable MeterGroup meters) {}
