package dev.connectorkit.swagger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The description of a connector beyond its methods: title, contact, security and so on. A server, the Maven plugin and the command
 * line read the same description, so that the exported package describes the running connector.
 *
 * <pre>{@code
 * public final class OrderDescription implements ConnectorDescription.Provider {
 *     public ConnectorDescription description() {
 *         return ConnectorDescription.builder()
 *                 .title("Orders").version("1.0").security(Security.apiKey("x-api-key")).resources(Orders.class).build();
 *     }
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe, as far as its filters are.
 */
public final class ConnectorDescription {

    /**
     * Declares the description of a connector in a form that build tools can load: a public class with a public constructor without
     * parameters. It runs at build time, so it must not open files or connections.
     */
    @FunctionalInterface
    public interface Provider {

        /** Returns the description; called once for each document. */
        ConnectorDescription description();
    }

    /**
     * The person or team that answers questions about the connector.
     *
     * @param name of the person or team
     * @param url of a page for support
     * @param email for support
     */
    public record Contact(String name, URI url, String email) {}

    /**
     * The metadata that certification requires, {@code x-ms-connector-metadata}.
     *
     * @param website of the service
     * @param privacyPolicy the page with the privacy policy
     * @param categories at most two of Microsoft's categories, separated by {@code ;}
     */
    public record Metadata(URI website, URI privacyPolicy, String categories) {}

    private static final ObjectMapper DEFAULT_MAPPER = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private final String title;
    private final String description;
    private final String version;
    private final @Nullable Contact contact;
    private final @Nullable Metadata metadata;
    private final @Nullable Security security;
    private final List<Class<?>> resources;
    private final List<DocumentFilter> filters;
    private final @Nullable ObjectNode replacement;
    private final ObjectMapper objectMapper;

    private ConnectorDescription(Builder builder) {
        this.title = builder.title;
        this.description = builder.description;
        this.version = builder.version;
        this.contact = builder.contact;
        this.metadata = builder.metadata;
        this.security = builder.security;
        this.resources = List.copyOf(builder.resources);
        this.filters = List.copyOf(builder.filters);
        this.replacement = builder.replacement;
        this.objectMapper = builder.objectMapper;
    }

    /** Returns a builder with the title "Connector" and the version "1.0". */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with everything that this description has. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.title = title;
        builder.description = description;
        builder.version = version;
        builder.contact = contact;
        builder.metadata = metadata;
        builder.security = security;
        builder.resources.addAll(resources);
        builder.filters.addAll(filters);
        builder.replacement = replacement;
        builder.objectMapper = objectMapper;
        return builder;
    }

    /** Returns the name of the connector. */
    public String title() {
        return title;
    }

    /** Returns one or two sentences about the connector; empty if absent. */
    public String description() {
        return description;
    }

    /** Returns the version of the connector. */
    public String version() {
        return version;
    }

    /** Returns the contact, if there is one. */
    public Optional<Contact> contact() {
        return Optional.ofNullable(contact);
    }

    /** Returns the metadata for certification, if there is any. */
    public Optional<Metadata> metadata() {
        return Optional.ofNullable(metadata);
    }

    /** Returns the authentication of connections; empty if absent. */
    public Optional<Security> security() {
        return Optional.ofNullable(security);
    }

    /** Returns the JAX-RS resource classes, each once. */
    public List<Class<?>> resources() {
        return resources;
    }

    /** Returns the filters in the order in which they are called. */
    public List<DocumentFilter> filters() {
        return filters;
    }

    /** Returns the document that replaces a generated one, if there is one; the caller's to change. */
    public Optional<ObjectNode> replacement() {
        return Optional.ofNullable(replacement).map(ObjectNode::deepCopy);
    }

    /** Returns the mapper whose JSON the document describes. */
    public ObjectMapper objectMapper() {
        return objectMapper;
    }

    /** Builds a {@link ConnectorDescription}. Not thread-safe; can be used again after {@link #build()}. */
    public static final class Builder {

        private final Set<Class<?>> resources = new LinkedHashSet<>();
        private final List<DocumentFilter> filters = new ArrayList<>();
        private String title = "Connector";
        private String description = "";
        private String version = "1.0";
        private @Nullable Contact contact;
        private @Nullable Metadata metadata;
        private @Nullable Security security;
        private @Nullable ObjectNode replacement;
        private ObjectMapper objectMapper = DEFAULT_MAPPER;

        private Builder() {}

        /**
         * Sets the name of the connector; "Connector" unless set.
         *
         * @throws IllegalArgumentException if it is blank
         */
        public Builder title(String title) {
            this.title = notBlank("title", title);
            return this;
        }

        /** Sets one or two sentences about the connector; none unless set. */
        public Builder description(String description) {
            this.description = description.isBlank() ? "" : description;
            return this;
        }

        /**
         * Sets the version of the connector; "1.0" unless set.
         *
         * @throws IllegalArgumentException if it is blank
         */
        public Builder version(String version) {
            this.version = notBlank("version", version);
            return this;
        }

        /**
         * Sets the contact for questions about the connector.
         *
         * @throws IllegalArgumentException if the name is blank, the URL is not absolute or the address has no {@code @}
         */
        public Builder contact(String name, URI url, String email) {
            if (email.indexOf('@') < 1) {
                throw new IllegalArgumentException(
                        "email must be an address such as help@example.com, but is \"" + email + "\"");
            }
            this.contact = new Contact(notBlank("name", name), absolute("url", url), email);
            return this;
        }

        /**
         * Sets the metadata that certification requires, {@code x-ms-connector-metadata}.
         *
         * @param website of the service
         * @param privacyPolicy the page with the privacy policy
         * @param categories at most two, separated by {@code ;}
         * @throws IllegalArgumentException if a URL is not absolute or no category is named
         */
        public Builder metadata(URI website, URI privacyPolicy, String categories) {
            this.metadata = new Metadata(
                    absolute("website", website),
                    absolute("privacyPolicy", privacyPolicy),
                    notBlank("categories", categories));
            return this;
        }

        /** Sets the authentication of connections; none unless set. */
        public Builder security(Security security) {
            this.security = security;
            return this;
        }

        /** Adds JAX-RS resource classes. A class that is there already is not added again. */
        public Builder resources(Class<?>... classes) {
            return resources(List.of(classes));
        }

        /** Adds JAX-RS resource classes. A class that is there already is not added again. */
        public Builder resources(Iterable<? extends Class<?>> classes) {
            classes.forEach(resources::add);
            return this;
        }

        /** Adds a filter; filters are called in the order in which they are added. */
        public Builder filter(DocumentFilter filter) {
            filters.add(Objects.requireNonNull(filter, "filter must not be null"));
            return this;
        }

        /** Sets a Swagger 2.0 document to serve in place of the one generated from the classes; filters still apply. */
        public Builder replaceWith(ObjectNode swagger) {
            this.replacement = swagger.deepCopy();
            return this;
        }

        /**
         * Sets the mapper whose JSON the document describes: the one that reads and writes the bodies of requests. Unless set, dates and
         * durations are ISO 8601 texts, and everything else is Jackson's default.
         */
        public Builder objectMapper(ObjectMapper mapper) {
            this.objectMapper = mapper;
            return this;
        }

        /** Returns the description. */
        public ConnectorDescription build() {
            return new ConnectorDescription(this);
        }

        private static String notBlank(String option, String value) {
            if (value.isBlank()) {
                throw new IllegalArgumentException(option + " must not be blank");
            }
            return value;
        }

        private static URI absolute(String option, URI value) {
            if (!value.isAbsolute()) {
                throw new IllegalArgumentException(
                        option + " must be an absolute URL such as https://example.com/, but is \"" + value + "\"");
            }
            return value;
        }
    }
}
