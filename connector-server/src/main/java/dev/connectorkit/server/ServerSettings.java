package dev.connectorkit.server;

import dev.connectorkit.sdk.ConnectorFeature;
import dev.connectorkit.sdk.keys.KeyFile;
import jakarta.ws.rs.core.Feature;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executor;
import org.glassfish.grizzly.ssl.SSLEngineConfigurator;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checked values that {@link ConnectorServer.Builder} collects, and the listeners that they describe. Not thread-safe. */
final class ServerSettings {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorServer.class);
    private static final int OPERATOR_WORKERS = 4;

    final List<Object> components = new ArrayList<>();
    String host = "0.0.0.0";
    int port;
    boolean admin;
    int adminPort;
    int maxHeaderBytes = WireLimits.HEADER_BYTES;
    int maxHeaders = WireLimits.HEADERS;
    long maxUnreadBytes = WireLimits.defaultUnreadBytes();
    int workers = 32;
    String basePath = "";
    boolean ui = true;

    @Nullable Executor executor;

    @Nullable String adminKey;

    @Nullable SSLEngineConfigurator ssl;

    /**
     * Returns the key of the operator's API, null if that is off.
     *
     * @throws IllegalStateException if it has neither a key nor a data folder
     */
    @Nullable String operatorKey(@Nullable Path dataDir) {
        if (!admin || adminKey != null) {
            return admin ? adminKey : null;
        }
        if (dataDir == null) {
            throw new IllegalStateException("Set a dataDir for the operator's key, or set the key itself");
        }
        return Base64.getEncoder().encodeToString(KeyFile.ADMIN.in(dataDir));
    }

    /** Starts to listen for the connector's requests. */
    Listener listen(ConnectorFeature feature, long maxRequestBytes) {
        ResourceConfig application = empty().register(feature);
        for (Object component : components) {
            if (component instanceof Class<?> type) {
                application.register(type);
            } else {
                application.register(component);
            }
        }
        if (!basePath.isEmpty()) {
            application.register(new OutsideFilter());
        }
        if (ui) {
            application.register((Feature) UiResource::registerIn);
        }
        return Listener.start(
                host,
                port,
                Listener.jersey(application),
                ssl,
                new HandlerThreads(workers, executor, basePath),
                limits(maxRequestBytes));
    }

    /** Starts to listen for the operator's requests. */
    Listener listenForOperator(Feature feature, long maxRequestBytes) {
        Listener operator = Listener.start(
                "127.0.0.1",
                adminPort,
                new LateHandler(() -> Listener.jersey(empty().register(feature))),
                null,
                new HandlerThreads(OPERATOR_WORKERS, null, ""),
                limits(maxRequestBytes));
        LOG.info("The operator's console is at http://127.0.0.1:{}/", operator.port());
        return operator;
    }

    private static ResourceConfig empty() {
        return new ResourceConfig().property(ServerProperties.WADL_FEATURE_DISABLE, true);
    }

    private WireLimits limits(long maxRequestBytes) {
        return new WireLimits(
                maxHeaderBytes,
                maxHeaders,
                maxRequestBytes,
                WireLimits.ARRIVAL,
                WireLimits.UNREAD,
                WireLimits.LEAST_READ,
                maxUnreadBytes);
    }

    /** Returns the URL of the connector, with a slash at its end. */
    URI url(int boundPort, @Nullable URI publicUrl) {
        if (publicUrl != null) {
            return publicUrl.getPath().endsWith("/") ? publicUrl : URI.create(publicUrl + "/");
        }
        String name = host.equals("0.0.0.0") ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
        String scheme = ssl == null ? "http" : "https";
        return URI.create(scheme + "://" + name + ":" + boundPort + basePath + "/");
    }
}
