package dev.connectorkit.orchestration.internal.replay;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** Writes plain text as JSON. */
final class JsonText {

    private JsonText() {}

    static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
