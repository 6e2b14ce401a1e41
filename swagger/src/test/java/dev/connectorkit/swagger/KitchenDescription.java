package dev.connectorkit.swagger;

/** The description of the kitchen sink, in the form that build tools load. */
public final class KitchenDescription implements ConnectorDescription.Provider {

    @Override
    public ConnectorDescription description() {
        return KitchenSink.builder().security(Security.apiKey("x-api-key")).build();
    }

    /** Cannot be created by a build tool. */
    public static final class WithParameter implements ConnectorDescription.Provider {

        private final ConnectorDescription description;

        public WithParameter(ConnectorDescription description) {
            this.description = description;
        }

        @Override
        public ConnectorDescription description() {
            return description;
        }
    }
}
