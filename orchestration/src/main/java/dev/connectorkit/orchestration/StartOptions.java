package dev.connectorkit.orchestration;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Options of the start of an instance. Immutable. */
public final class StartOptions {

    /** Starts at once under a new id. */
    public static final StartOptions NONE = builder().build();

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final @Nullable String instanceId;
    private final @Nullable Instant startAt;
    private final @Nullable String version;
    private final Map<String, String> tags;
    private final IdReuse idReuse;

    private StartOptions(Builder builder) {
        this.instanceId = builder.instanceId;
        this.startAt = builder.startAt;
        this.version = builder.version;
        this.tags = Map.copyOf(builder.tags);
        this.idReuse = builder.idReuse;
    }

    /** Returns a new builder. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns options with an id.
     *
     * @throws IllegalArgumentException if the id is invalid
     */
    public static StartOptions withId(String instanceId) {
        return builder().instanceId(instanceId).build();
    }

    /** Returns a builder with these options. */
    public Builder toBuilder() {
        Builder builder = new Builder()
                .instanceId(instanceId)
                .startAt(startAt)
                .version(version)
                .idReuse(idReuse);
        builder.tags.putAll(tags);
        return builder;
    }

    /** Returns these options with a start time; null starts at once. */
    public StartOptions at(@Nullable Instant time) {
        return toBuilder().startAt(time).build();
    }

    /** Returns the id, null for a new one. */
    public @Nullable String instanceId() {
        return instanceId;
    }

    /** Returns the earliest time of the first turn, null for now. */
    public @Nullable Instant startAt() {
        return startAt;
    }

    /** Returns the version of the instance, null for the default of the runtime. */
    public @Nullable String version() {
        return version;
    }

    /** Returns the tags. */
    public Map<String, String> tags() {
        return tags;
    }

    /** Returns the behaviour for an id that is taken; {@link IdReuse#REPLACE_FINISHED} by default. */
    public IdReuse idReuse() {
        return idReuse;
    }

    /** Builds {@link StartOptions}. Not thread-safe. */
    public static final class Builder {

        private final Map<String, String> tags = new TreeMap<>();
        private @Nullable String instanceId;
        private @Nullable Instant startAt;
        private @Nullable String version;
        private IdReuse idReuse = IdReuse.REPLACE_FINISHED;

        private Builder() {}

        /**
         * Sets the id: 1 to 256 characters, none of {@code / \ # ?} or control characters, no {@code @} in front, neither
         * {@code .} nor {@code ..}; null for a new one.
         *
         * @throws IllegalArgumentException if the id is invalid
         */
        public Builder instanceId(@Nullable String id) {
            instanceId = id == null ? null : InstanceIds.checked(id);
            return this;
        }

        /**
         * Sets the earliest time of the first turn, null for now.
         *
         * @throws IllegalArgumentException if it is after the year 9999
         */
        public Builder startAt(@Nullable Instant time) {
            if (time != null && time.isAfter(LATEST)) {
                throw new IllegalArgumentException("startAt must not be after " + LATEST + ", but is " + time);
            }
            startAt = time != null && time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time;
            return this;
        }

        /**
         * Sets the version of the instance, null for the default of the runtime.
         *
         * @throws IllegalArgumentException if it is longer than 256 characters, or has NUL or unpaired surrogates
         */
        public Builder version(@Nullable String text) {
            version = Required.version(text);
            return this;
        }

        /**
         * Adds a tag, by which instances can be queried.
         *
         * @throws IllegalArgumentException if the name is empty, or name or value is longer than 256 characters, or has NUL or unpaired
         *     surrogates
         */
        public Builder tag(String name, String value) {
            if (Required.given("name of a tag", name).isEmpty()
                    || !Required.isShort(name)
                    || !Required.isShort(Required.given("value of a tag", value))) {
                throw new IllegalArgumentException(
                        "A tag needs a name of 1 to 256 characters and a value of at most 256, without NUL and unpaired"
                                + " surrogates, not " + name);
            }
            tags.put(name, value);
            return this;
        }

        /** Sets the behaviour for an id that is taken. */
        public Builder idReuse(IdReuse behaviour) {
            idReuse = Required.given("behaviour for an id that is taken", behaviour);
            return this;
        }

        /** Returns the options. */
        public StartOptions build() {
            return new StartOptions(this);
        }
    }
}
