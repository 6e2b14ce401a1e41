package dev.connectorkit.callbacks.internal.store;

import dev.connectorkit.callbacks.admin.SubscriptionState;
import java.util.ArrayList;
import java.util.List;

/** The subscriptions that receive a publication. Not thread-safe. */
final class Audience {

    private final Publication publication;
    private final List<Audiences.Candidate> matched = new ArrayList<>();
    private final List<Audiences.Candidate> failed = new ArrayList<>();
    private int active;

    Audience(Publication publication) {
        this.publication = publication;
    }

    /** Applies the filters of these subscriptions, outside of any transaction where there are many. */
    void add(List<Audiences.Candidate> candidates) {
        for (Audiences.Candidate candidate : candidates) {
            FilterResult result = FilterResult.of(publication, candidate);
            if (result == FilterResult.FAILED) {
                failed.add(candidate.withoutFilter());
            } else if (result == FilterResult.MATCH) {
                matched.add(candidate.withoutFilter());
                active += candidate.state() == SubscriptionState.ACTIVE ? 1 : 0;
            }
        }
    }

    boolean isEmpty() {
        return matched.isEmpty() && failed.isEmpty();
    }

    int size() {
        return matched.size() + failed.size();
    }

    /** Returns the number of subscriptions that it is delivered to. */
    int active() {
        return active;
    }

    List<Audiences.Candidate> matched() {
        return matched;
    }

    List<Audiences.Candidate> failed() {
        return failed;
    }
}
