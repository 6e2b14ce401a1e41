package dev.connectorkit.swagger.internal;

import java.util.ArrayList;
import java.util.List;

/** The parts of an OpenAPI 3 document that Swagger 2.0 cannot express. */
final class ConversionLosses {

    private final List<String> found = new ArrayList<>();

    /**
     * @param pointer where it stands in the OpenAPI document, a JSON pointer
     * @param what is lost, and what to do
     */
    void add(String pointer, String what) {
        found.add(pointer + ": " + what);
    }

    List<String> found() {
        return List.copyOf(found);
    }
}
