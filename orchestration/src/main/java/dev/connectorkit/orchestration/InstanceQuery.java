package dev.connectorkit.orchestration;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A filter for instances; all conditions must hold. Immutable. */
public final class InstanceQuery {

    /** All instances, a hundred per page. */
    public static final InstanceQuery ALL = builder().build();

    private static final int LARGEST = 1000;

    private final Set<RuntimeStatus> statuses;
    private final Set<String> names;
    private final Map<String, String> tags;
    private final @Nullable Instant createdFrom;
    private final @Nullable Instant createdTo;
    private final @Nullable Instant completedFrom;
    private final @Nullable Instant completedTo;
    private final @Nullable String idPrefix;
    private final int limit;
    private final @Nullable String token;

    private InstanceQuery(Builder builder) {
        this.statuses = Set.copyOf(builder.statuses);
        this.names = Set.copyOf(builder.names);
        this.tags = Map.copyOf(builder.tags);
        this.createdFrom = builder.createdFrom;
        this.createdTo = builder.createdTo;
        this.completedFrom = builder.completedFrom;
        this.completedTo = builder.completedTo;
        this.idPrefix = builder.idPrefix;
        this.limit = builder.limit;
        this.token = builder.token;
    }

    /** Returns a builder of a query for all instances. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder with the conditions of this query. */
    public Builder toBuilder() {
        Builder builder = new Builder()
                .statuses(statuses)
                .names(names)
                .created(createdFrom, createdTo)
                .completed(completedFrom, completedTo)
                .idPrefix(idPrefix)
                .limit(limit)
                .token(token);
        builder.tags.putAll(tags);
        return builder;
    }

    /** Returns this query with accepted statuses. */
    public InstanceQuery withStatus(RuntimeStatus... accepted) {
        return toBuilder().status(accepted).build();
    }

    /** Returns this query with a time of creation, both ends included; null leaves an end open. */
    public InstanceQuery created(@Nullable Instant from, @Nullable Instant to) {
        return toBuilder().created(from, to).build();
    }

    /** Returns this query with a beginning of the id. */
    public InstanceQuery withIdPrefix(@Nullable String prefix) {
        return toBuilder().idPrefix(prefix).build();
    }

    /** Returns this query with a size of a page. */
    public InstanceQuery withLimit(int size) {
        return toBuilder().limit(size).build();
    }

    /** Returns this query for the page after the one that carries this token. */
    public InstanceQuery from(@Nullable String pageToken) {
        return toBuilder().token(pageToken).build();
    }

    /** Returns the accepted statuses, empty for all. */
    public Set<RuntimeStatus> statuses() {
        return statuses;
    }

    /** Returns the accepted names of orchestrations, empty for all. */
    public Set<String> names() {
        return names;
    }

    /** Returns the required tags. */
    public Map<String, String> tags() {
        return tags;
    }

    /** Returns the earliest time of creation, null for any. */
    public @Nullable Instant createdFrom() {
        return createdFrom;
    }

    /** Returns the latest time of creation, null for any. */
    public @Nullable Instant createdTo() {
        return createdTo;
    }

    /** Returns the earliest time of completion, null for any. */
    public @Nullable Instant completedFrom() {
        return completedFrom;
    }

    /** Returns the latest time of completion, null for any. */
    public @Nullable Instant completedTo() {
        return completedTo;
    }

    /** Returns the beginning of the id, null for any. */
    public @Nullable String idPrefix() {
        return idPrefix;
    }

    /** Returns the size of a page. */
    public int limit() {
        return limit;
    }

    /** Returns the token of the page, null for the first. */
    public @Nullable String token() {
        return token;
    }

    /** Builds an {@link InstanceQuery}. Not thread-safe. */
    public static final class Builder {

        private final Map<String, String> tags = new TreeMap<>();
        private Set<RuntimeStatus> statuses = Set.of();
        private Set<String> names = Set.of();
        private @Nullable Instant createdFrom;
        private @Nullable Instant createdTo;
        private @Nullable Instant completedFrom;
        private @Nullable Instant completedTo;
        private @Nullable String idPrefix;
        private int limit = 100;
        private @Nullable String token;

        private Builder() {}

        /** Accepts these statuses only; empty for all. */
        public Builder statuses(Set<RuntimeStatus> accepted) {
            statuses = Required.all("status of a query", accepted);
            return this;
        }

        /** Accepts these statuses only. */
        public Builder status(RuntimeStatus... accepted) {
            return statuses(
                    Required.all("status of a query", Arrays.asList(Required.given("status of a query", accepted))));
        }

        /** Accepts these orchestrations only; empty for all. */
        public Builder names(Set<String> accepted) {
            names = Required.all("name of a query", accepted);
            names.forEach(name -> Required.storable("name of a query", name));
            return this;
        }

        /** Accepts this orchestration only. */
        public Builder name(String accepted) {
            return names(Set.of(Required.given("name of a query", accepted)));
        }

        /** Requires a tag with this value, in addition to other tags. */
        public Builder tag(String name, String value) {
            tags.put(Required.storable("name of a tag", name), Required.storable("value of a tag", value));
            return this;
        }

        /** Accepts instances created in this time, both ends included; null leaves an end open. */
        public Builder created(@Nullable Instant from, @Nullable Instant to) {
            createdFrom = from;
            createdTo = to;
            return this;
        }

        /** Accepts finished instances that completed in this time, both ends included; null leaves an end open. */
        public Builder completed(@Nullable Instant from, @Nullable Instant to) {
            completedFrom = from;
            completedTo = to;
            return this;
        }

        /** Accepts ids that begin with this text, null for any. */
        public Builder idPrefix(@Nullable String prefix) {
            idPrefix = prefix == null ? null : Required.storable("beginning of an id", prefix);
            return this;
        }

        /**
         * Sets the size of a page; 100 by default.
         *
         * @throws IllegalArgumentException if it is not from 1 to 1,000
         */
        public Builder limit(int size) {
            if (size < 1 || size > LARGEST) {
                throw new IllegalArgumentException("The limit must be from 1 to " + LARGEST + ", but is " + size);
            }
            limit = size;
            return this;
        }

        /** Sets the page, by the {@link InstancePage#token()} of the previous one; null for the first. */
        public Builder token(@Nullable String pageToken) {
            token = pageToken;
            return this;
        }

        /** Returns the query. */
        public InstanceQuery build() {
            return new InstanceQuery(this);
        }
    }
}
