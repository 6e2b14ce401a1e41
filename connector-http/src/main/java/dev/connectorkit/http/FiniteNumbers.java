package dev.connectorkit.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads JSON of any form; a number in it that is outside of the range of {@code double} is refused, and not read as infinite. */
final class FiniteNumbers extends DelegatingDeserializer {

    private static final long serialVersionUID = 1L;

    FiniteNumbers(JsonDeserializer<?> any) {
        super(any);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> any) {
        return new FiniteNumbers(any);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return super.deserialize(new Parser(parser), context);
    }

    @Override
    public @Nullable Object deserialize(JsonParser parser, DeserializationContext context, Object value)
            throws IOException {
        return super.deserialize(new Parser(parser), context, value);
    }

    private static final class Parser extends JsonParserDelegate {

        /** The place of the whole value, below which the deserializers of Jackson name no places. */
        private final @Nullable JsonStreamContext place;

        Parser(JsonParser parser) {
            super(parser);
            JsonStreamContext here = parser.getParsingContext();
            this.place = parser.currentToken().isScalarValue() ? here : here.getParent();
        }

        @Override
        public Number getNumberValue() throws IOException {
            Number number = super.getNumberValue();
            requireFinite(number);
            return number;
        }

        @Override
        public double getDoubleValue() throws IOException {
            double number = super.getDoubleValue();
            requireFinite(number);
            return number;
        }

        private void requireFinite(Number number) throws IOException {
            if (ScalarForms.isFinite(number)) {
                return;
            }
            UnexpectedFormException refused =
                    new UnexpectedFormException(delegate, Double.class, Expectation.ofRange(Double.class));
            for (JsonStreamContext at = getParsingContext(); at != null && at != place; at = at.getParent()) {
                if (at.inArray()) {
                    refused.prependPath(this, at.getCurrentIndex());
                } else {
                    refused.prependPath(this, at.getCurrentName());
                }
            }
            throw refused;
        }
    }
}
