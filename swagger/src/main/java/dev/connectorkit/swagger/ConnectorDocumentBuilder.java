package dev.connectorkit.swagger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.swagger.internal.AcceptedOperation;
import dev.connectorkit.swagger.internal.BootCheck;
import dev.connectorkit.swagger.internal.CallbackChain;
import dev.connectorkit.swagger.internal.ConnectorReader;
import dev.connectorkit.swagger.internal.References;
import dev.connectorkit.swagger.internal.RootExtensions;
import dev.connectorkit.swagger.internal.SchedulerPair;
import dev.connectorkit.swagger.internal.StaticMetadata;
import dev.connectorkit.swagger.internal.Swagger2Converter;
import dev.connectorkit.swagger.internal.Unsubscribing;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link ConnectorDocument} is made of. Not thread-safe. */
public final class ConnectorDocumentBuilder {

    private final Info info = new Info().title("Connector").version("1.0");
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<Class<?>> resources = new ArrayList<>();
    private final List<DocumentFilter> filters = new ArrayList<>();
    private @Nullable Security security;
    private @Nullable ObjectNode replacement;

    ConnectorDocumentBuilder() {}

    /** The name of the connector; "Connector" unless given. */
    public ConnectorDocumentBuilder title(String title) {
        info.setTitle(title);
        return this;
    }

    /** What the connector does, in a sentence or two; nothing unless given. */
    public ConnectorDocumentBuilder description(String description) {
        info.setDescription(description.isBlank() ? null : description);
        return this;
    }

    /** The version of the connector; "1.0" unless given. */
    public ConnectorDocumentBuilder version(String version) {
        info.setVersion(version);
        return this;
    }

    /** Whom to ask about the connector. */
    public ConnectorDocumentBuilder contact(String name, URI url, String email) {
        info.setContact(new Contact().name(name).url(url.toString()).email(email));
        return this;
    }

    /**
     * What certification asks for, {@code x-ms-connector-metadata}.
     *
     * @param categories separated by {@code ;}, at most two
     */
    public ConnectorDocumentBuilder metadata(URI website, URI privacyPolicy, String categories) {
        metadata.put("Website", website.toString());
        metadata.put("Privacy policy", privacyPolicy.toString());
        metadata.put("Categories", categories);
        return this;
    }

    /** How a connection authenticates; not at all unless given. */
    public ConnectorDocumentBuilder security(Security security) {
        this.security = security;
        return this;
    }

    /** The JAX-RS resource classes. */
    public ConnectorDocumentBuilder resources(Iterable<? extends Class<?>> classes) {
        classes.forEach(resources::add);
        return this;
    }

    /** Adds a filter; filters are called in the order in which they are added. */
    public ConnectorDocumentBuilder filter(DocumentFilter filter) {
        filters.add(filter);
        return this;
    }

    /** A Swagger 2.0 document to use in place of the one that the classes would give; filters still apply. */
    public ConnectorDocumentBuilder replaceWith(ObjectNode swagger) {
        this.replacement = swagger.deepCopy();
        return this;
    }

    /**
     * Reads the classes. What a file {@code metadata/apiDefinition.swagger.json} on the class path says is merged over the
     * Swagger 2.0 document.
     *
     * @throws InvalidConnectorException if a method cannot work or cannot be described without loss; all problems at once, each
     *     with its class and method, or its JSON pointer
     */
    public ConnectorDocument build() {
        List<String> problems = new ArrayList<>(BootCheck.problems(resources));
        ObjectNode openApi = ConnectorReader.read(info, resources, problems);
        Unsubscribing.addTo(openApi);
        AcceptedOperation.addTo(openApi);
        RootExtensions.add(openApi, resources, metadata, security);
        problems.addAll(CallbackChain.complete(openApi));
        problems.addAll(References.resolve(openApi, resources));
        Swagger2Converter converter = new Swagger2Converter(openApi);
        ObjectNode swagger = converter.convert();
        problems.addAll(RootExtensions.withoutAllowed(converter.losses(), openApi, resources));
        if (!problems.isEmpty()) {
            throw new InvalidConnectorException(problems);
        }
        if (replacement != null) {
            swagger = replacement.deepCopy();
        }
        ObjectNode byHand = StaticMetadata.load();
        if (byHand != null) {
            StaticMetadata.merge(swagger, byHand);
        }
        SchedulerPair.addTo(swagger);
        applyFilters(swagger);
        return new ConnectorDocument(openApi, swagger);
    }

    private void applyFilters(ObjectNode swagger) {
        for (DocumentFilter filter : filters) {
            swagger.path("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().forEach(method -> {
                        if (method.getValue() instanceof ObjectNode operation && operation.has("responses")) {
                            for (JsonNode parameter : operation.path("parameters")) {
                                filter.parameter((ObjectNode) parameter, operation);
                            }
                            filter.operation(operation, method.getKey(), path.getKey());
                        }
                    }));
            filter.document(swagger);
        }
    }
}
