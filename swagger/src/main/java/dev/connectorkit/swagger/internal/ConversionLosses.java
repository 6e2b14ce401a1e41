package dev.connectorkit.swagger.internal;

import java.util.ArrayList;
import java.util.List;

/** What OpenAPI 3 can say and Swagger 2.0 cannot, found while converting. */
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
