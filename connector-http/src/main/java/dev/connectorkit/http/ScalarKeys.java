package dev.connectorkit.http;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads keys of maps that are finite numbers in the range of their type, or times in the form in which the mapper writes them. */
final class ScalarKeys extends KeyDeserializer {

    private static final Pattern COUNT = Pattern.compile("-?\\d{1,19}(?:\\.\\d{1,9})?");

    private final KeyDeserializer keys;
    private final Class<?> type;
    private final ObjectMapper mapper;

    ScalarKeys(KeyDeserializer keys, Class<?> type, ObjectMapper mapper) {
        this.keys = keys;
        this.type = type;
        this.mapper = mapper;
    }

    @Override
    public @Nullable Object deserializeKey(String key, DeserializationContext context) throws IOException {
        if (isCounted()) {
            return counted(key, context);
        }
        boolean text =
                ScalarForms.isDated(type) && !ScalarForms.DATE.matcher(key).matches();
        Object value = text ? null : keys.deserializeKey(key, context);
        boolean wrapped = value instanceof Byte number && Integer.parseInt(key) != number;
        if (value == null || wrapped || !ScalarForms.isFinite(value)) {
            return context.handleWeirdKey(type, key, "not in the form that is written");
        }
        return value;
    }

    /** Reports whether times of the type are written as numbers; Jackson does not read those of all types. */
    private boolean isCounted() {
        boolean zoned = type == ZonedDateTime.class && !mapper.isEnabled(SerializationFeature.WRITE_DATES_WITH_ZONE_ID);
        return (zoned || type == Date.class || Calendar.class.isAssignableFrom(type))
                && mapper.isEnabled(SerializationFeature.WRITE_DATE_KEYS_AS_TIMESTAMPS);
    }

    private Object counted(String key, DeserializationContext context) throws IOException {
        boolean inSeconds = type == ZonedDateTime.class
                && mapper.isEnabled(SerializationFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS);
        if (COUNT.matcher(key).matches()) {
            BigDecimal seconds = new BigDecimal(key).movePointLeft(inSeconds ? 0 : 3);
            BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
            try {
                Instant time = Instant.ofEpochSecond(
                        whole.longValueExact(),
                        seconds.subtract(whole).movePointRight(9).longValue());
                if (type == ZonedDateTime.class) {
                    return time.atZone(context.getTimeZone().toZoneId());
                }
                Date date = Date.from(time);
                return type == Date.class ? date : context.constructCalendar(date);
            } catch (RuntimeException e) { // beyond the range of the type
                throw refused(context);
            }
        }
        throw refused(context);
    }

    private UnexpectedFormException refused(DeserializationContext context) {
        return new UnexpectedFormException(context.getParser(), type, "an object, each key a number");
    }
}
