package dev.connectorkit.http;

import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.KeyDeserializer;
import java.io.IOException;
import java.util.Arrays;

/** Reads keys that are the names of an enum's constants. */
final class ConstantNames extends KeyDeserializer {

    private final Class<?> type;

    ConstantNames(JavaType type) {
        this.type = type.getRawClass();
    }

    @Override
    public Object deserializeKey(String key, DeserializationContext context) throws IOException {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(key))
                .findFirst()
                .orElseThrow(() -> context.weirdKeyException(type, key, "no constant has this name"));
    }
}
