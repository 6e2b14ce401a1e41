package dev.connectorkit.sdk.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.ext.ContextResolver;

/** Makes JAX-RS read and write bodies with the mapper of the connector. */
final class MapperResolver implements ContextResolver<ObjectMapper> {

    private final ObjectMapper mapper;

    MapperResolver(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return mapper;
    }
}
