package dev.connectorkit.callbacks.internal.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Result of applying a subscription's filter to an event. */
enum FilterResult {
    MATCH,
    NO_MATCH,
    FAILED;

    private static final Logger LOG = LoggerFactory.getLogger(FilterResult.class);

    /** Applies the filter. It comes from a stranger: whatever it makes the predicate throw must affect its subscription only. */
    static FilterResult of(Publication publication, Subscriptions.Candidate candidate) {
        try {
            return publication.matches().test(candidate.filter()) ? MATCH : NO_MATCH;
        } catch (Throwable e) {
            report(publication, candidate, e);
            return FAILED;
        }
    }

    private static void report(Publication publication, Subscriptions.Candidate candidate, Throwable failure) {
        try {
            LOG.error("The filter of subscription {} of {} failed", candidate.id(), publication.event(), failure);
        } catch (Throwable unprintable) {
            LOG.error(
                    "The filter of subscription {} of {} failed with {}",
                    candidate.id(),
                    publication.event(),
                    failure.getClass().getName());
        }
    }
}
