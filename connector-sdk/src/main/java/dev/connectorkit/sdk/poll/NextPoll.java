package dev.connectorkit.sdk.poll;

import dev.connectorkit.http.problem.ProblemException;
import java.net.URI;

/**
 * The URL of the next poll.
 *
 * @param state the state as text
 * @param location the URL that carries it
 */
record NextPoll(String state, String location) {

    /** The length that a first poll leaves free, so that an accepted query still fits when its state has grown. */
    private static final int ROOM_TO_GROW = 64;

    /** The length in a URL that no remembered item exceeds: forgetting one makes the URL shorter by less. */
    private static final int LONGEST_ITEM = 48;

    /** Returns the URL with the text of the request's own state. */
    static NextPoll with(URI request, String state) {
        return new NextPoll(state, Locations.withState(request, state));
    }

    /** Returns the URL with this state; a cursor forgets as many delivered items, the oldest first, as make the URL fit. */
    static NextPoll with(URI request, PollMethod method, String place, Object state) {
        NextPoll next = with(request, method.codec().write(place, state));
        int most = remembered(state);
        for (int fewer = most; !next.fits() && fewer > 0; ) {
            fewer = Math.max(0, fewer - Math.max(1, (next.location().length() - Locations.LIMIT) / LONGEST_ITEM));
            next = with(request, method.codec().write(place, remembering(state, fewer)));
        }
        return next;
    }

    private static int remembered(Object state) {
        return state instanceof Cursor cursor
                ? cursor.remembered()
                : state instanceof SequenceCursor numbers ? numbers.remembered() : 0;
    }

    private static Object remembering(Object state, int most) {
        return state instanceof Cursor cursor ? cursor.remembering(most) : ((SequenceCursor) state).remembering(most);
    }

    boolean fits() {
        return location.length() <= Locations.LIMIT;
    }

    /**
     * This, if its URL is short enough.
     *
     * @param first whether the request has no state yet
     * @throws ProblemException if the request's own part of the URL is too long
     */
    NextPoll checked(PollMethod method, boolean first) {
        int limit = first ? Locations.LIMIT - ROOM_TO_GROW : Locations.LIMIT;
        if (location.length() <= limit) {
            return this;
        }
        if (state.length() > Locations.LIMIT / 2) {
            throw new IllegalStateException("The Location of " + method.name() + " has " + location.length()
                    + " characters, and engines take no more than " + Locations.LIMIT + "; its state takes "
                    + state.length() + " of them: keep less in the state");
        }
        throw new ProblemException(
                414,
                "The URL of this poll is too long: with the state of the next poll it has " + location.length()
                        + " characters, and there is room for " + limit + ". Shorten its query by "
                        + (location.length() - limit) + ".");
    }
}
