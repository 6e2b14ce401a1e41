package dev.connectorkit.sdk.poll;

import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.http.problem.ProblemException;
import java.util.Optional;

/**
 * The state of one trigger: the value that the author's method takes, and the text in the URL.
 *
 * @param optional whether the method takes an Optional, empty on the first poll
 */
record StateCodec(StateType type, boolean optional, TriggerState.Form form, int version, StateSigner signer) {

    /** The length of an instant in the readable form of a cursor, with the separator. */
    private static final int INSTANT = 32;

    /** Returns the argument of the method on a first poll. */
    Object first(PollMoment poll) {
        return optional || type.start() == null
                ? Optional.empty()
                : type.start().apply(poll);
    }

    /** Returns the argument of the method for a state in the URL; an invalid state is a 400. */
    Object read(String place, String text, PollMoment poll) {
        return read(TriggerState.NAME, place, text, poll);
    }

    /** Returns the same for a state in the query parameter of this name. */
    Object read(String parameter, String place, String text, PollMoment poll) {
        try {
            Object value = form == TriggerState.Form.PLAIN
                    ? read(type.text(), text, poll)
                    : read(type.packed(), signer.verify(place, version, text), poll);
            return optional ? Optional.of(value) : value;
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(parameter, String.valueOf(e.getMessage()));
        }
    }

    private <F> Object read(StateType.Codec<F> codec, F state, PollMoment poll) {
        try {
            Object value = codec.read().apply(state, poll);
            if (value == null) { // a record can be JSON's null
                throw new IllegalArgumentException(type.expectation());
            }
            return value;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(type.expectation(), e);
        }
    }

    String write(String place, Object state) {
        if (!type.javaType().isInstance(state)) {
            throw new IllegalStateException("The outcome carries a state of the type "
                    + state.getClass().getName() + ", but the method's @TriggerState takes "
                    + type.javaType().getName());
        }
        return form == TriggerState.Form.PLAIN
                ? type.text().write().apply(state)
                : signer.sign(place, version, type.packed().write().apply(state));
    }

    /** Returns the number of bytes that the packed form of a state has whose text in a URL has this length. */
    int bytesIn(int characters) {
        int encoded = form == TriggerState.Form.PLAIN ? characters - INSTANT : characters;
        int bytes = (int) (encoded * 3L / 4);
        return Math.max(0, form == TriggerState.Form.PLAIN ? bytes : bytes - StateSigner.OVERHEAD);
    }
}
