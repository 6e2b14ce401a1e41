package dev.connectorkit.swagger.internal;

import java.util.ArrayList;
import java.util.List;

/** The parts of an OpenAPI 3 document that Swagger 2.0 cannot express. */
final class ConversionLosses {

    private final List<String> found = new ArrayList<>();
    private final boolean foreign;

    /** @param foreign whether others wrote the document, so that it may use all of OpenAPI 3 and advice for Java classes does not help */
    ConversionLosses(boolean foreign) {
        this.foreign = foreign;
    }

    /**
     * @param pointer its position in the OpenAPI document, a JSON pointer
     * @param what is lost, and what to do
     */
    void add(String pointer, String what) {
        found.add(pointer + ": " + what);
    }

    /** @param advice what the author of a resource class does */
    void add(String pointer, String what, String advice) {
        add(pointer, foreign ? what : what + "; " + advice);
    }

    /** Adds a loss in a foreign document that is intended in one of our own. */
    void addForeign(String pointer, String what) {
        if (foreign) {
            add(pointer, what);
        }
    }

    List<String> found() {
        return List.copyOf(found);
    }
}
