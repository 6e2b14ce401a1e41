package dev.connectorkit.server;

import dev.connectorkit.callbacks.CallbackService;
import dev.connectorkit.callbacks.Callbacks;
import dev.connectorkit.callbacks.admin.CallbackAdmin;
import dev.connectorkit.orchestration.Orchestrations;
import dev.connectorkit.sdk.action.ActionDefinition;
import dev.connectorkit.sdk.action.ActionEngine;
import dev.connectorkit.sdk.action.AsyncAction;
import dev.connectorkit.sdk.action.OperationAnswer;
import dev.connectorkit.sdk.action.OperationResource;
import dev.connectorkit.sdk.admin.AdminKey;
import dev.connectorkit.sdk.admin.CallbackAdminResource;
import dev.connectorkit.sdk.document.DocumentResource;
import dev.connectorkit.sdk.durable.OrchestrationHost;
import dev.connectorkit.sdk.durable.OrchestrationOptions;
import dev.connectorkit.sdk.durable.StateProblems;
import dev.connectorkit.sdk.health.HealthResource;
import dev.connectorkit.sdk.http.BodyLimit;
import dev.connectorkit.sdk.http.Cors;
import dev.connectorkit.sdk.http.Json;
import dev.connectorkit.sdk.http.MalformedBody;
import dev.connectorkit.sdk.http.PlainPath;
import dev.connectorkit.sdk.http.ProblemMapper;
import dev.connectorkit.sdk.http.PublicBase;
import dev.connectorkit.sdk.http.RequestLog;
import dev.connectorkit.sdk.http.TimeGuard;
import dev.connectorkit.sdk.http.ViolationMapper;
import dev.connectorkit.sdk.keys.KeyFile;
import dev.connectorkit.sdk.poll.PollFeature;
import dev.connectorkit.sdk.webhook.BeanValidation;
import dev.connectorkit.sdk.webhook.PushPlace;
import dev.connectorkit.sdk.webhook.RefusedSubscriptionMapper;
import dev.connectorkit.sdk.webhook.SubscribedAnswer;
import dev.connectorkit.sdk.webhook.UnsubscribeModel;
import dev.connectorkit.storage.Database;
import dev.connectorkit.swagger.ConnectorDocument;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a server together out of what its builder was told. */
final class Assembly {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorServer.class);

    private final ConnectorServerBuilder told;
    private final Json json = new Json();

    Assembly(ConnectorServerBuilder told) {
        this.told = told;
    }

    ConnectorServer start() {
        byte[] key = key();
        PollFeature poll = new PollFeature(key, json.mapper(), told.clock);
        ConnectorDocument document = new BootCheck(told).passed();
        ResourceConfig application = application(poll, document);
        Database database = told.callbacks.isEmpty() && told.actions.isEmpty() && told.orchestrations == null
                ? null
                : Database.open(store());
        CallbackService callbacks = null;
        ActionEngine actions = null;
        OrchestrationHost host = null;
        Listener admin = null;
        try {
            if (database != null) {
                Orchestrations registry = told.orchestrations == null ? Orchestrations.create() : told.orchestrations;
                boolean calls = !told.callbacks.isEmpty() || !told.actions.isEmpty();
                callbacks = calls ? callbacks(database, key, application) : null;
                actions = callbacks == null || told.actions.isEmpty() ? null : actions(registry, database, callbacks);
                host = orchestrations(registry, actions, database, application);
                if (actions != null) {
                    serve(actions, host, application);
                }
            }
            admin = callbacks == null || told.adminKey == null ? null : admin(callbacks.admin(), told.adminKey);
            Listener listener = Listener.start(told.host, told.port, application, told.ssl);
            ConnectorServer server = new ConnectorServer(
                    listener,
                    admin,
                    url(listener.port()),
                    document,
                    new ConnectorServer.Background(actions, host, callbacks, database));
            LOG.info(
                    "{} {} listens on port {}, its URL is {}",
                    told.description.title(),
                    told.description.version(),
                    server.port(),
                    server.url());
            return server.begin();
        } catch (RuntimeException | Error e) {
            if (admin != null) {
                admin.stop(Duration.ZERO);
            }
            new ConnectorServer.Background(actions, host, callbacks, database).close();
            throw e;
        }
    }

    /** An engine for the author's orchestrations and the actions; the API of orchestrations only where there are the author's. */
    private @Nullable OrchestrationHost orchestrations(
            Orchestrations registry, @Nullable ActionEngine actions, Database database, ResourceConfig application) {
        if (told.orchestrations == null && actions == null) {
            return null;
        }
        OrchestrationHost host =
                OrchestrationHost.of(registry, told.orchestrationOptions, json.payloads(), database, told.clock);
        if (told.orchestrations != null) {
            host.serve(told.orchestrationOptions.api(), systemKey(told.orchestrationOptions), told.clock, application);
        }
        LOG.info("Orchestrations are kept in {}", database);
        return host.start();
    }

    private String systemKey(OrchestrationOptions options) {
        String given = options.systemKey();
        if (given != null) {
            return given;
        }
        if (told.dataDir != null) {
            return KeyFile.SYSTEM.encoded(KeyFile.SYSTEM.in(told.dataDir));
        }
        LOG.warn(
                "The key of the management API ends with this process, and with it every link that was handed out. Give a"
                        + " dataDir or a systemKey.");
        return KeyFile.SYSTEM.encoded(KeyFile.random());
    }

    private byte[] key() {
        if (told.stateKey != null) {
            return told.stateKey;
        }
        LOG.warn(
                "Trigger states are signed with a key that ends with this process: after a restart, the polls of running"
                        + " workflows will be refused. Give a dataDir or a stateKey.");
        return KeyFile.random();
    }

    private String store() {
        if (told.store != null) {
            return told.store;
        }
        if (told.dataDir != null) {
            return "sqlite:" + told.dataDir.resolve("connector.db");
        }
        LOG.warn(
                "Subscriptions, deliveries and orchestrations are kept in memory and end with this process. Give a dataDir"
                        + " or a store.");
        return "memory";
    }

    private CallbackService callbacks(Database database, byte[] key, ResourceConfig application) {
        if (database.isPersistent() && told.stateKey == null) {
            throw new IllegalStateException(
                    "The callback URLs in " + database + " would be encrypted with a key that ends with"
                            + " this process, and could not be read after a restart: set a dataDir, which keeps a key, or a stateKey,"
                            + " the same on every node and at every start");
        }
        CallbackService.Builder builder = CallbackService.builder()
                .database(database)
                .key(key)
                .callbacks(told.callbacks.toArray(Callbacks<?, ?>[]::new))
                .oneTimeGroups(told.actions.stream().map(AsyncAction::name).toList())
                .mapper(json.mapper())
                .validator(new BeanValidation())
                .clock(told.clock)
                .metrics(told.metrics)
                .origin(told.publicUrl == null ? "localhost" : told.publicUrl.getHost());
        if (told.dataDir != null) {
            byte[] signing = KeyFile.SIGNING.in(told.dataDir);
            builder.delivery(options -> options.signingKeys("whsec_" + KeyFile.SIGNING.encoded(signing)));
        }
        told.delivery.forEach(builder::delivery);
        CallbackService callbacks = builder.start();
        application
                .register(new SubscribedAnswer())
                .register(PushPlace.class)
                .register(new UnsubscribeModel(callbacks));
        LOG.info("Callbacks are kept in {}", database);
        return callbacks;
    }

    private ActionEngine actions(Orchestrations registry, Database database, CallbackService callbacks) {
        List<ActionDefinition<?, ?>> definitions = new ArrayList<>();
        told.actions.forEach(action -> definitions.add(action.definition()));
        return new ActionEngine(definitions, registry, database, callbacks, json.mapper(), told.clock);
    }

    private void serve(ActionEngine actions, @Nullable OrchestrationHost host, ResourceConfig application) {
        actions.start(Objects.requireNonNull(host).client());
        told.actions.forEach(action -> action.attach(actions));
        application.register(new OperationAnswer(actions)).register(new OperationResource(actions));
    }

    private Listener admin(CallbackAdmin callbacks, String key) {
        ResourceConfig application = base().register(new AdminKey(key)).register(new CallbackAdminResource(callbacks));
        Listener admin = Listener.start("127.0.0.1", told.adminPort, application, null);
        LOG.info("The operator's API is at http://127.0.0.1:{}/callbacks/subscriptions", admin.port());
        return admin;
    }

    /** JSON, problem documents, limits and the log: the same for everything that is served. */
    private ResourceConfig base() {
        ProblemMapper problems = new ProblemMapper();
        return new ResourceConfig()
                .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                .property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true)
                .register(JacksonFeature.withoutExceptionMappers())
                .register(json)
                .register(new RequestLog())
                .register(new PlainPath())
                .register(new BodyLimit(told.maxRequestBytes))
                .register(MalformedBody.class)
                .register(problems)
                .register(new ViolationMapper(problems))
                .register(new StateProblems(problems))
                .register(new RefusedSubscriptionMapper(problems));
    }

    private ResourceConfig application(PollFeature poll, ConnectorDocument document) {
        ResourceConfig application = base().register(new PublicBase(told.publicUrl, told.trustForwarded))
                .register(poll)
                .register(new PollFeature.Binder())
                .register(new TimeGuard(told.timeLimit))
                .register(HealthResource.class)
                .register(new UiResource())
                .register(new DocumentResource(document, json.mapper()));
        if (told.authentication != null) {
            application.register(told.authentication.feature(told.clock, !told.credentialsToUnsubscribe));
        }
        if (!told.corsOrigins.isEmpty()) {
            application.register(new Cors(told.corsOrigins));
        }
        for (Object component : told.components) {
            if (component instanceof Class<?> type) {
                application.register(type);
            } else {
                application.register(component);
            }
        }
        return application;
    }

    private URI url(int boundPort) {
        URI given = told.publicUrl;
        if (given != null) {
            return given.getPath().endsWith("/") ? given : URI.create(given + "/");
        }
        String name = told.host.equals("0.0.0.0") ? "localhost" : told.host;
        return URI.create((told.ssl == null ? "http" : "https") + "://" + name + ":" + boundPort + "/");
    }
}
