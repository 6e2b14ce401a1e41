package dev.connectorkit.sdk.poll;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The delivered items of a cursor that were dated in the future at their delivery. They do not move its floor, so they are
 * remembered until the floor has passed their times, each with the time of its delivery. Immutable; ordered by mark.
 */
record EarlyItems(List<Item> items) {

    static final EarlyItems NONE = new EarlyItems(List.of());

    /** A delivered item that was dated in the future. */
    record Item(Mark mark, Instant deliveredAt) {}

    /**
     * Indicates whether an item was delivered: with this time, or with another and the time was corrected since. A time that
     * is not after the delivery cannot be that of a later change.
     */
    boolean contains(Mark mark) {
        for (Item item : items) {
            if (item.mark().hash() == mark.hash()
                    && (item.mark().equals(mark) || !mark.time().isAfter(item.deliveredAt()))) {
                return true;
            }
        }
        return false;
    }

    /** Returns these and more that are delivered now, without those that the floor has passed. */
    EarlyItems and(Set<Mark> more, Instant now, Mark floor) {
        if (items.isEmpty() && more.isEmpty()) {
            return this;
        }
        List<Item> all = new ArrayList<>(items);
        more.forEach(mark -> all.add(new Item(mark, now)));
        all.removeIf(item -> item.mark().compareTo(floor) <= 0);
        all.sort(Comparator.comparing(Item::mark));
        return new EarlyItems(List.copyOf(all));
    }

    /** Returns these without the items that no longer exist: a listing that reaches beyond their times does not have them. */
    EarlyItems existingIn(NavigableSet<Mark> listed) {
        if (listed.isEmpty()) {
            return this;
        }
        Mark end = listed.last();
        Set<Long> hashes = listed.stream().map(Mark::hash).collect(Collectors.toSet());
        return new EarlyItems(items.stream()
                .filter(item -> item.mark().compareTo(end) > 0
                        || hashes.contains(item.mark().hash()))
                .toList());
    }

    int size() {
        return items.size();
    }
}
