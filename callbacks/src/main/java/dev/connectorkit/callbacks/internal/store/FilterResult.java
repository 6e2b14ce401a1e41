package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.storage.FailureLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Result of applying a subscription's filter to an event. */
enum FilterResult {
    MATCH,
    NO_MATCH,
    FAILED;

    private static final Logger LOG = LoggerFactory.getLogger(FilterResult.class);

    /** Applies the filter. It comes from a stranger: whatever it makes the predicate throw must affect its subscription only. */
    static FilterResult of(Publication publication, Audiences.Candidate candidate) {
        try {
            return publication.matches().test(candidate.filter()) ? MATCH : NO_MATCH;
        } catch (Throwable e) {
            FailureLog.error(
                    LOG, "The filter of subscription " + candidate.id() + " of " + publication.event() + " failed", e);
            return FAILED;
        }
    }
}
