package dev.connectorkit.http;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.deser.std.JsonNodeDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.util.StdDateFormat;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The JSON of connectors by default: ISO 8601 dates and durations, as documented; no type coercion, but what annotations write. */
public final class ConnectorJson {

    private ConnectorJson() {}

    /** Returns a new mapper, which callers may change before they use it. */
    public static ObjectMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        for (Class<?> date :
                List.of(Date.class, Timestamp.class, java.sql.Date.class, Calendar.class, GregorianCalendar.class)) {
            builder.withConfigOverride(date, each -> each.setFormat(JsonFormat.Value.forLeniency(false)));
        }
        return builder.addModules(new JavaTimeModule(), new Jdk8Module(), forms())
                .defaultDateFormat(
                        new StdDateFormat().withLenient(false)) // for keys, which no format of a type reaches
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfigDefaults(any -> any.setAcceptBlankAsEmpty(false))
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.OtherScalar,
                        other -> other.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .withCoercionConfig(
                        Locale.class, // the root locale is written as an empty text
                        locale -> locale.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsEmpty))
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    private static Module forms() {
        return new SimpleModule("connectorkit-forms") {
            private static final long serialVersionUID = 1L;

            @Override
            public void setupModule(SetupContext context) {
                super.setupModule(context);
                context.addBeanDeserializerModifier(new ScalarForms(context.getOwner()));
                context.insertAnnotationIntrospector(new WrittenForms());
                context.addKeyDeserializers((type, config, bean) ->
                        WrittenForms.isNumber(type.getRawClass()) ? new ConstantNames(type) : null);
                context.addDeserializationProblemHandler(new DeserializationProblemHandler() {
                    @Override
                    public Object handleMissingInstantiator(
                            DeserializationContext reader,
                            Class<?> type,
                            @Nullable ValueInstantiator creator,
                            JsonParser parser,
                            String message)
                            throws IOException {
                        if (creator == null) { // a container of Jackson's, which reads no value of such a form
                            throw MismatchedInputException.from(parser, type, message);
                        }
                        return NOT_HANDLED;
                    }
                });
                context.addDeserializers(new Deserializers.Base() {
                    @Override
                    public @Nullable JsonDeserializer<?> findEnumDeserializer(
                            Class<?> type, DeserializationConfig config, BeanDescription bean) {
                        return WrittenValue.of(bean.getClassInfo());
                    }

                    @Override
                    public JsonDeserializer<?> findTreeNodeDeserializer(
                            Class<? extends JsonNode> type, DeserializationConfig config, BeanDescription bean) {
                        return new FiniteNumbers(JsonNodeDeserializer.getDeserializer(type));
                    }
                });
            }
        };
    }

    /** Returns a copy for payloads of orchestrations, where a number or a boolean may be text, as Durable Functions documents it. */
    public static ObjectMapper payloads(ObjectMapper mapper) {
        ObjectMapper lenient = mapper.copy();
        for (LogicalType type : List.of(LogicalType.Boolean, LogicalType.Integer, LogicalType.Float)) {
            lenient.coercionConfigFor(type).setCoercion(CoercionInputShape.String, CoercionAction.TryConvert);
        }
        return lenient;
    }
}
