package dev.connectorkit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** A value that has not the form in which its property is written. */
final class UnexpectedFormException extends MismatchedInputException {

    private static final long serialVersionUID = 1L;

    private final String expectation;

    /** @param expectation the values that are read, as in "one of 0, 1" */
    UnexpectedFormException(JsonParser parser, Class<?> type, String expectation) {
        super(parser, "must be " + expectation, type);
        this.expectation = expectation;
    }

    String expectation() {
        return expectation;
    }
}
