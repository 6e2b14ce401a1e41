package dev.connectorkit.callbacks.internal.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a subscription gets an event. A filter comes from a stranger: one that fails must not stop the others' events. */
enum Match {
    YES,
    NO,
    FAILED;

    private static final Logger LOG = LoggerFactory.getLogger(Match.class);

    static Match of(Publication publication, Subscriptions.Candidate candidate) {
        try {
            return publication.matches().test(candidate.filter()) ? YES : NO;
        } catch (RuntimeException e) {
            LOG.error("The filter of subscription {} of {} failed", candidate.id(), publication.event(), e);
            return FAILED;
        }
    }
}
