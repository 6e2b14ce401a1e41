package dev.connectorkit.http;

import com.fasterxml.jackson.databind.ObjectMapper;
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
 */
public record HttpSettings(
        ObjectMapper mapper,
        long maxRequestBytes,
        @Nullable URI publicUrl,
        boolean trustForwarded,
        Duration timeLimit,
        Set<String> corsOrigins) {}
