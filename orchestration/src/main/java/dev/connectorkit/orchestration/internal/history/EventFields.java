package dev.connectorkit.orchestration.internal.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.connectorkit.orchestration.FailureDetails;
import dev.connectorkit.orchestration.HistoryEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of one event's JSON object. Payloads are substrings of the text. */
final class EventFields {

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, List<Integer>> numbers = new HashMap<>();
    private @Nullable FailureDetails failure;
    private @Nullable String payload;

    private EventFields() {}

    /** Reads the object at whose start the parser is positioned. */
    static EventFields read(JsonParser parser, String json) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("An event is a JSON object");
        }
        EventFields fields = new EventFields();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("input") || name.equals("result")) {
                fields.payload = raw(parser, json);
            } else if (name.equals("failure")) {
                fields.failure = failure(parser);
            } else if (parser.currentToken() == JsonToken.START_ARRAY) {
                fields.numbers.put(name, array(parser));
            } else {
                fields.texts.put(name, parser.getText());
                parser.skipChildren();
            }
        }
        return fields;
    }

    /** Returns the text of the value at whose first token the parser is positioned. */
    private static String raw(JsonParser parser, String json) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getCharOffset();
        return json.substring(start, end);
    }

    private static List<Integer> array(JsonParser parser) throws IOException {
        List<Integer> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(parser.getIntValue());
        }
        return values;
    }

    private static FailureDetails failure(JsonParser parser) throws IOException {
        String type = "";
        String message = "";
        String trace = null;
        FailureDetails cause = null;
        boolean nonRetriable = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "errorType" -> type = parser.getText();
                case "errorMessage" -> message = parser.getText();
                case "stackTrace" -> trace = parser.getText();
                case "nonRetriable" -> nonRetriable = parser.getBooleanValue();
                case "cause" -> cause = failure(parser);
                default -> parser.skipChildren();
            }
        }
        return new FailureDetails(type, message, trace, cause, nonRetriable);
    }

    /** Returns the event; {@code external} replaces the payload if it is not null. */
    HistoryEvent event(@Nullable String external) {
        if (external != null) {
            payload = external;
        }
        return EventTypes.named(text("type")).reader().apply(this);
    }

    Instant at() {
        return instant("at");
    }

    @Nullable String payload() {
        return payload;
    }

    @Nullable String optional(String name) {
        return texts.get(name);
    }

    String text(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new IllegalArgumentException("The event has no " + name);
        }
        return text;
    }

    int number(String name) {
        return Integer.parseInt(text(name));
    }

    int number(String name, int absent) {
        return texts.containsKey(name) ? number(name) : absent;
    }

    List<Integer> numbers(String name) {
        return numbers.getOrDefault(name, List.of());
    }

    long longNumber(String name) {
        return Long.parseLong(text(name));
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(texts.get(name));
    }

    Instant instant(String name) {
        return Instant.parse(text(name));
    }

    @Nullable Duration duration(String name) {
        String text = texts.get(name);
        return text == null ? null : Duration.parse(text);
    }

    @Nullable FailureDetails optionalFailure() {
        return failure;
    }

    FailureDetails failed() {
        if (failure == null) {
            throw new IllegalArgumentException("The event has no failure");
        }
        return failure;
    }
}
