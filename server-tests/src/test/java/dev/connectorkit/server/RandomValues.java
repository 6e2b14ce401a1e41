package dev.connectorkit.server;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Random values of the types of a {@link GeneratedConnector}; nothing is null, so that each property shows its type. */
public final class RandomValues {

    private final Random random;

    private RandomValues(long seed) {
        this.random = new Random(seed);
    }

    public static Object of(Type type, long seed) throws ReflectiveOperationException {
        return new RandomValues(seed).value(TypeFactory.defaultInstance().constructType(type));
    }

    private Object value(JavaType type) throws ReflectiveOperationException {
        Class<?> raw = type.getRawClass();
        if (raw.isEnum()) {
            return raw.getEnumConstants()[random.nextInt(raw.getEnumConstants().length)];
        } else if (raw.isRecord()) {
            return ofRecord(raw);
        } else if (type.isArrayType()) {
            Object array = Array.newInstance(raw.getComponentType(), 2);
            Array.set(array, 0, value(type.getContentType()));
            Array.set(array, 1, value(type.getContentType()));
            return array;
        } else if (raw == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            map.put(value(type.getKeyType()), value(type.getContentType()));
            return map;
        } else if (raw == java.util.Set.class) {
            return new LinkedHashSet<>(List.of(value(type.getContentType())));
        } else if (raw == List.class || raw == Iterable.class) {
            List<Object> list = new ArrayList<>();
            list.add(value(type.containedType(0)));
            return list;
        } else if (raw == Optional.class) {
            return Optional.of(value(type.containedType(0)));
        }
        return scalar(raw);
    }

    private Object ofRecord(Class<?> record) throws ReflectiveOperationException {
        RecordComponent[] components = record.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(TypeFactory.defaultInstance().constructType(components[i].getGenericType()));
        }
        return record.getConstructor(types).newInstance(values);
    }

    private Object scalar(Class<?> raw) {
        int number = random.nextInt(100);
        return switch (raw.getSimpleName()) {
            case "String" -> "text " + number;
            case "StringBuilder" -> new StringBuilder("b" + number);
            case "int", "Integer" -> number;
            case "Long" -> (long) number << 33;
            case "short" -> (short) number;
            case "byte" -> (byte) number;
            case "boolean" -> random.nextBoolean();
            case "Double" -> number + 0.5;
            case "BigDecimal" -> new BigDecimal(number + ".25");
            case "Instant" -> Instant.ofEpochSecond(number);
            case "LocalDate" -> LocalDate.ofEpochDay(number);
            case "OffsetDateTime" -> Instant.ofEpochSecond(number).atOffset(ZoneOffset.ofHours(9));
            case "UUID" -> new UUID(number, number);
            case "OptionalLong" -> OptionalLong.of(number);
            case "AtomicInteger" -> new AtomicInteger(number);
            default -> throw new IllegalArgumentException(raw.getName());
        };
    }
}
