package dev.connectorkit.callbacks.delivery;

import java.time.Duration;
import java.util.List;

/**
 * Schedule and limits of deliveries. Reactions to the responses of a receiver:
 *
 * <table>
 * <caption>Responses</caption>
 * <tr><td>2xx</td><td>delivered</td></tr>
 * <tr><td>410</td><td>the subscription ends, and its waiting deliveries become dead letters</td></tr>
 * <tr><td>429</td><td>retried as scheduled, and not before {@code Retry-After}, or {@code throttleDelay} without one; does not
 * count as an attempt</td></tr>
 * <tr><td>5xx, timeout</td><td>the same, and counts; {@code throttleDelay} applies after a timeout, 502 and 504 only</td></tr>
 * <tr><td>408, 425, redirect, no connection</td><td>retried as scheduled</td></tr>
 * <tr><td>401, 403, 404</td><td>retried, and not before {@code refusalDelay}; {@code maxRefusals} in a row end the
 * subscription</td></tr>
 * <tr><td>any other 4xx</td><td>retried once, then a dead letter</td></tr>
 * </table>
 *
 * <p>Immutable.
 *
 * @see <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>
 */
public final class DeliveryPolicy {

    private final List<Duration> schedule;
    private final Duration maxAge;
    private final Duration attemptTimeout;
    private final Duration throttleDelay;
    private final Duration refusalDelay;
    private final int maxRefusals;
    private final int maxConcurrentAttempts;
    private final int maxConcurrentAttemptsPerHost;
    private final long maxBytesInFlight;
    private final Duration lease;

    private DeliveryPolicy(Builder builder) {
        this.schedule = builder.schedule;
        this.maxAge = builder.maxAge;
        this.attemptTimeout = builder.attemptTimeout;
        this.throttleDelay = builder.throttleDelay;
        this.refusalDelay = builder.refusalDelay;
        this.maxRefusals = builder.maxRefusals;
        this.maxConcurrentAttempts = builder.maxConcurrentAttempts;
        this.maxConcurrentAttemptsPerHost = builder.maxConcurrentAttemptsPerHost;
        this.maxBytesInFlight = builder.maxBytesInFlight;
        this.lease = builder.lease;
    }

    /**
     * Returns the default policy: ten attempts over 75 hours, as Standard Webhooks suggests, after 5 s, 5 min, 30 min, 2 h, 5 h,
     * 10 h, 14 h, 20 h and 24 h; 30 s for each attempt, four days in all; 256 concurrent attempts, 32 per host; leases of 90 s.
     */
    public static DeliveryPolicy standard() {
        return builder().build();
    }

    /** Returns a builder with the values of {@link #standard()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the waits after the first failed attempt, the second, and so on. */
    public List<Duration> schedule() {
        return schedule;
    }

    /** Returns the age beyond which a delivery is not retried. */
    public Duration maxAge() {
        return maxAge;
    }

    /** Returns the time limit of an attempt. */
    public Duration attemptTimeout() {
        return attemptTimeout;
    }

    /** Returns the shortest wait after a response that reports an overloaded receiver without {@code Retry-After}. */
    public Duration throttleDelay() {
        return throttleDelay;
    }

    /** Returns the shortest wait after a refusal. */
    public Duration refusalDelay() {
        return refusalDelay;
    }

    /** Returns the number of consecutive refusals that end a subscription. */
    public int maxRefusals() {
        return maxRefusals;
    }

    /** Returns the largest number of concurrent attempts. */
    public int maxConcurrentAttempts() {
        return maxConcurrentAttempts;
    }

    /** Returns the largest number of concurrent attempts to one host and port. */
    public int maxConcurrentAttemptsPerHost() {
        return maxConcurrentAttemptsPerHost;
    }

    /** Returns the limit of the payloads held in memory, in bytes. */
    public long maxBytesInFlight() {
        return maxBytesInFlight;
    }

    /** Returns the time for which a claimed delivery belongs to a node. */
    public Duration lease() {
        return lease;
    }

    /** Builds a policy. Not thread-safe. */
    public static final class Builder {

        private static final long SMALLEST_BYTES = 1024 * 1024;

        private List<Duration> schedule = List.of(
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(30),
                Duration.ofHours(2),
                Duration.ofHours(5),
                Duration.ofHours(10),
                Duration.ofHours(14),
                Duration.ofHours(20),
                Duration.ofHours(24));
        private Duration maxAge = Duration.ofDays(4);
        private Duration attemptTimeout = Duration.ofSeconds(30);
        private Duration throttleDelay = Duration.ofMinutes(1);
        private Duration refusalDelay = Duration.ofMinutes(5);
        private int maxRefusals = 5;
        private int maxConcurrentAttempts = 256;
        private int maxConcurrentAttemptsPerHost = 32;
        private long maxBytesInFlight =
                Math.max(SMALLEST_BYTES, Runtime.getRuntime().maxMemory() / 16);
        private Duration lease = Duration.ofSeconds(90);

        private Builder() {}

        /**
         * Sets the waits between attempts; there is one attempt more than waits. Up to 20 % are added at random.
         *
         * @throws IllegalArgumentException if no delay is given, or one is negative
         */
        public Builder schedule(Duration... waits) {
            if (waits.length == 0) {
                throw new IllegalArgumentException("schedule takes at least one wait");
            }
            for (Duration wait : waits) {
                Options.notNegative("schedule", wait);
            }
            this.schedule = List.of(waits);
            return this;
        }

        /**
         * Sets the age beyond which a delivery is not retried; 4 days by default.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder maxAge(Duration age) {
            this.maxAge = Options.positive("maxAge", age);
            return this;
        }

        /**
         * Sets the time limit of an attempt, from the name lookup to the last byte of the response; 30 s by default.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder attemptTimeout(Duration timeout) {
            this.attemptTimeout = Options.positive("attemptTimeout", timeout);
            return this;
        }

        /**
         * Sets the shortest wait after a response that reports an overloaded receiver without {@code Retry-After}; 1 min by
         * default.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder throttleDelay(Duration delay) {
            this.throttleDelay = Options.notNegative("throttleDelay", delay);
            return this;
        }

        /**
         * Sets the shortest wait after a refusal (401, 403, 404); 5 min by default.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Builder refusalDelay(Duration delay) {
            this.refusalDelay = Options.notNegative("refusalDelay", delay);
            return this;
        }

        /**
         * Sets the number of consecutive refusals, each {@code refusalDelay} after the one before, that end a subscription; 5 by
         * default.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxRefusals(int refusals) {
            this.maxRefusals = Options.atLeast("maxRefusals", 1, refusals);
            return this;
        }

        /**
         * Sets the largest number of concurrent attempts; 256 by default.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxConcurrentAttempts(int attempts) {
            this.maxConcurrentAttempts = Options.atLeast("maxConcurrentAttempts", 1, attempts);
            return this;
        }

        /**
         * Sets the largest number of concurrent attempts to one host and port; 32 by default.
         *
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxConcurrentAttemptsPerHost(int attempts) {
            this.maxConcurrentAttemptsPerHost = Options.atLeast("maxConcurrentAttemptsPerHost", 1, attempts);
            return this;
        }

        /**
         * Sets the limit of the payloads held in memory, in bytes; a sixteenth of the heap by default. A single larger payload is
         * still delivered, alone.
         *
         * @throws IllegalArgumentException if it is less than 1 MiB
         */
        public Builder maxBytesInFlight(long bytes) {
            if (bytes < SMALLEST_BYTES) {
                throw new IllegalArgumentException(
                        "maxBytesInFlight takes a number from " + SMALLEST_BYTES + ", but was " + bytes);
            }
            this.maxBytesInFlight = bytes;
            return this;
        }

        /**
         * Sets the time for which a claimed delivery belongs to a node; 90 s by default. Live nodes renew it; after a crash other
         * nodes retry the delivery when it expires. May be shorter than an attempt.
         *
         * @throws IllegalArgumentException if it is less than a second
         */
        public Builder lease(Duration lease) {
            if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("lease takes a duration from 1 s, but was " + lease);
            }
            this.lease = lease;
            return this;
        }

        /** Builds the policy. */
        public DeliveryPolicy build() {
            return new DeliveryPolicy(this);
        }
    }
}
