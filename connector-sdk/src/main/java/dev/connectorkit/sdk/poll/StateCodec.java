package dev.connectorkit.sdk.poll;

import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.sdk.problem.ProblemException;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of one trigger: the value that the author's method takes, and the text in the URL.
 *
 * @param optional whether the method takes an Optional, empty on the first poll
 */
record StateCodec(StateType type, boolean optional, TriggerState.Form form, int version, StateSigner signer) {

    /** Returns the argument of the method on a first poll. */
    Object first(Instant now) {
        return optional || type.start() == null
                ? Optional.empty()
                : type.start().apply(now);
    }

    /** Returns the argument of the method for a state in the URL; an invalid state is a 400. */
    Object read(String place, String text) {
        return read(TriggerState.NAME, place, text);
    }

    /** The same for a state in the query parameter of this name. */
    Object read(String parameter, String place, String text) {
        try {
            String plain = form == TriggerState.Form.PLAIN ? text : signer.verify(place, version, text);
            Object value = readPlain(plain);
            return optional ? Optional.of(value) : value;
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(parameter, String.valueOf(e.getMessage()));
        }
    }

    private Object readPlain(String plain) {
        try {
            return type.read().apply(plain);
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
        String plain = type.write().apply(state);
        return form == TriggerState.Form.PLAIN ? plain : signer.sign(place, version, plain);
    }
}
