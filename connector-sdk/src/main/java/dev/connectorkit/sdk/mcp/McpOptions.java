package dev.connectorkit.sdk.mcp;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The options of a connector's MCP server. Immutable. */
public final class McpOptions {

    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*");
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final String path;
    private final Set<String> operations;
    private final Duration followFor;
    private final String instructions;

    private McpOptions(Builder builder) {
        this.path = builder.path;
        this.operations = Set.copyOf(builder.operations);
        this.followFor = builder.followFor;
        this.instructions = builder.instructions;
    }

    /** Returns a builder with all defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the path of the endpoint, without the leading slash. */
    public String path() {
        return path.substring(1);
    }

    /** Returns the chosen operations, empty for all. */
    Set<String> operations() {
        return operations;
    }

    Duration followFor() {
        return followFor;
    }

    String instructions() {
        return instructions;
    }

    /** Builds the options. Not thread-safe. */
    public static final class Builder {

        private final Set<String> operations = new LinkedHashSet<>();
        private String path = "/mcp";
        private Duration followFor = Duration.ofSeconds(20);
        private String instructions = "";

        private Builder() {}

        /**
         * Sets the path of the endpoint below the connector's; {@code /mcp} by default.
         *
         * @throws IllegalArgumentException if it is not like {@code /mcp} or {@code /agents/mcp}
         */
        public Builder path(String path) {
            if (!PATH.matcher(path).matches()) {
                throw new IllegalArgumentException("The path must be like /mcp, but is " + path);
            }
            this.path = path;
            return this;
        }

        /**
         * Makes tools of these operations only; by default, of every visible action. Few tools with clear names serve agents better than
         * many. The start fails if one is no visible action.
         *
         * @param operationIds as in the document
         */
        public Builder only(String... operationIds) {
            operations.addAll(List.of(operationIds));
            return this;
        }

        /**
         * Sets the time for which a call waits for a long action, before it hands the action over as a task or an operation to check; 20 s by
         * default.
         *
         * @throws IllegalArgumentException if it is negative or above 60 s, when clients give up
         */
        public Builder followFor(Duration limit) {
            if (limit.isNegative() || limit.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("followFor must be 0 to 60 s, but is " + limit);
            }
            this.followFor = limit;
            return this;
        }

        /** Sets sentences for agents about the tools as a whole; none by default. */
        public Builder instructions(String instructions) {
            this.instructions = instructions;
            return this;
        }

        /** Returns the options. */
        public McpOptions build() {
            return new McpOptions(this);
        }
    }
}
