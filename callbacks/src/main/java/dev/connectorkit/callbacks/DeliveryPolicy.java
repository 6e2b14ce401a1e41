package dev.connectorkit.callbacks;

import java.time.Duration;
import java.util.List;

/**
 * How callbacks are delivered. What is done for each answer of a receiver:
 *
 * <table>
 * <caption>Answers</caption>
 * <tr><td>2xx</td><td>delivered</td></tr>
 * <tr><td>410</td><td>the subscription ends, what waits for it becomes dead letters</td></tr>
 * <tr><td>429</td><td>tried again as the schedule says, and not before {@code Retry-After}, or {@code throttleDelay} where there is
 * none; does not count as an attempt</td></tr>
 * <tr><td>5xx, timeouts</td><td>the same, and counts; {@code throttleDelay} after a timeout, 502 and 504 only</td></tr>
 * <tr><td>408, 425, redirects, no connection</td><td>tried again as the schedule says</td></tr>
 * <tr><td>401, 403, 404</td><td>tried again, not before {@code slowDelay}; {@code refusalsToEnd} in a row end the
 * subscription</td></tr>
 * <tr><td>any other 4xx</td><td>tried once more, then a dead letter</td></tr>
 * </table>
 *
 * @param schedule how long to wait after the first failed attempt, the second and so on; one attempt more than it has entries.
 *     Up to 20 % are added at random
 * @param maxAge a delivery older than this is not tried again
 * @param attemptTimeout how long one attempt may take in all, from the name look-up to the last byte of the answer
 * @param throttleDelay the shortest wait after an answer that says the receiver is overloaded
 * @param slowDelay the shortest wait after a refusal
 * @param refusalsToEnd how many refusals in a row, each {@code slowDelay} after the one before, end a subscription
 * @param concurrency how many attempts may be under way at once
 * @param concurrencyPerHost how many of them to one host and port
 * @param lease where several nodes share a database: when a node has died, others make the attempts that it had under way again
 *     after this time. A node that lives renews its leases, so this may be shorter than an attempt
 * @see <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>
 */
public record DeliveryPolicy(
        List<Duration> schedule,
        Duration maxAge,
        Duration attemptTimeout,
        Duration throttleDelay,
        Duration slowDelay,
        int refusalsToEnd,
        int concurrency,
        int concurrencyPerHost,
        Duration lease) {

    /** Refuses what cannot work. */
    public DeliveryPolicy {
        schedule = List.copyOf(schedule);
        if (schedule.isEmpty() || schedule.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException("The schedule must have at least one wait, and none below zero");
        }
        if (attemptTimeout.isNegative() || attemptTimeout.isZero()) {
            throw new IllegalArgumentException("An attempt must have some time");
        }
        if (refusalsToEnd < 1 || concurrency < 1 || concurrencyPerHost < 1) {
            throw new IllegalArgumentException("Refusals and concurrency must be at least 1");
        }
        if (lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("A lease must last a second at least, to be renewed in time");
        }
    }

    /**
     * Ten attempts over 75 hours, as Standard Webhooks suggests: after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h; at
     * most 30 s each, four days in all; 256 at once, 32 per host;
     * leases of 90 s.
     */
    public static DeliveryPolicy standard() {
        return builder().build();
    }

    /** The {@linkplain #standard() standard policy}, to be changed. */
    public static Builder builder() {
        return new Builder();
    }

    /** Changes the standard policy. Not thread-safe. */
    public static final class Builder {

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
        private Duration slowDelay = Duration.ofMinutes(5);
        private int refusalsToEnd = 5;
        private int concurrency = 256;
        private int concurrencyPerHost = 32;
        private Duration lease = Duration.ofSeconds(90);

        private Builder() {}

        /** The waits between attempts. */
        public Builder schedule(Duration... waits) {
            this.schedule = List.of(waits);
            return this;
        }

        /** The greatest age of a delivery that is tried again. */
        public Builder maxAge(Duration maxAge) {
            this.maxAge = maxAge;
            return this;
        }

        /** The time for one attempt in all. */
        public Builder attemptTimeout(Duration attemptTimeout) {
            this.attemptTimeout = attemptTimeout;
            return this;
        }

        /** The shortest wait after an answer that says the receiver is overloaded, and not for how long. */
        public Builder throttleDelay(Duration throttleDelay) {
            this.throttleDelay = throttleDelay;
            return this;
        }

        /** The shortest wait after a refusal. */
        public Builder slowDelay(Duration slowDelay) {
            this.slowDelay = slowDelay;
            return this;
        }

        /** How many refusals in a row end a subscription. */
        public Builder refusalsToEnd(int refusalsToEnd) {
            this.refusalsToEnd = refusalsToEnd;
            return this;
        }

        /** How many attempts may be under way at once: in all, and to one host and port. */
        public Builder concurrency(int inAll, int perHost) {
            this.concurrency = inAll;
            this.concurrencyPerHost = perHost;
            return this;
        }

        /** How long after the end of a node others take over what it had under way. */
        public Builder lease(Duration lease) {
            this.lease = lease;
            return this;
        }

        /**
         * The policy.
         *
         * @throws IllegalArgumentException if it cannot work
         */
        public DeliveryPolicy build() {
            return new DeliveryPolicy(
                    schedule,
                    maxAge,
                    attemptTimeout,
                    throttleDelay,
                    slowDelay,
                    refusalsToEnd,
                    concurrency,
                    concurrencyPerHost,
                    lease);
        }
    }
}
