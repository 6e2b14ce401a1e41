package dev.connectorkit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.LocalDate;
import java.time.temporal.ChronoField;

/** Reads a date that is written as the number of its days since 1970-01-01. */
final class WrittenDay extends StdScalarDeserializer<LocalDate> {

    private static final long serialVersionUID = 1L;

    WrittenDay() {
        super(LocalDate.class);
    }

    @Override
    public LocalDate deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && ChronoField.EPOCH_DAY.range().isValidValue(parser.getLongValue())) {
            return LocalDate.ofEpochDay(parser.getLongValue());
        }
        throw new UnexpectedFormException(parser, LocalDate.class, "a whole number of days since 1970-01-01");
    }
}
