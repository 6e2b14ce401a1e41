package dev.connectorkit.swagger.internal;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.util.PrimitiveType;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.time.temporal.Temporal;
import java.util.Date;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** The types that swagger-core knows, and those of Jackson and the JDK that it takes for objects. */
final class KnownTypes {

    /** The nodes of JSON that have one form. */
    static final Map<Class<?>, Supplier<Schema<?>>> NODES = Map.of(
            ArrayNode.class, () -> new ArraySchema().items(new ObjectSchema()),
            TextNode.class, StringSchema::new,
            BinaryNode.class, () -> new StringSchema().format("byte"),
            BooleanNode.class, BooleanSchema::new,
            IntNode.class, IntegerSchema::new,
            LongNode.class, () -> new IntegerSchema().format("int64"),
            BigIntegerNode.class, () -> new IntegerSchema().format(null),
            DoubleNode.class, NumberSchema::new,
            DecimalNode.class, NumberSchema::new,
            NumericNode.class, NumberSchema::new);

    private KnownTypes() {}

    /** Returns the type of the value of an entry, which is written as an object with the key as a name. */
    static Optional<JavaType> entry(AnnotatedType type) {
        JavaType java = Payload.javaType(type.getType());
        return Map.Entry.class.isAssignableFrom(java.getRawClass())
                ? Optional.of(java.findTypeParameters(Map.Entry.class)[1])
                : Optional.empty();
    }

    /** Reports whether swagger-core knows the type of a time in another form than the mapper writes. */
    static boolean isMistaken(JavaType java, WireTypes wire) {
        boolean time =
                Temporal.class.isAssignableFrom(java.getRawClass()) || Date.class.isAssignableFrom(java.getRawClass());
        PrimitiveType known = time ? PrimitiveType.fromType(java) : null;
        if (known == null) {
            return false;
        }
        Schema<?> given = known.createProperty();
        return wire.scalar(java)
                .filter(schema -> !Objects.equals(schema.getType(), given.getType())
                        || !Objects.equals(schema.getFormat(), given.getFormat()))
                .isPresent();
    }

    static boolean isKnown(JavaType java) {
        return PrimitiveType.fromType(java) != null
                || java.isEnumType()
                || java.isContainerType()
                || java.isReferenceType()
                || java.getRawClass() == Object.class;
    }
}
