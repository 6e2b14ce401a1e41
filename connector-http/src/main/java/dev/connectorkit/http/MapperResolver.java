package dev.connectorkit.http;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.ext.ContextResolver;

/** Makes JAX-RS read and write bodies with the mapper of the connector. */
final class MapperResolver implements ContextResolver<ObjectMapper> {

    /** Deeper objects would exceed the stack of a thread when they are validated. */
    private static final int MAX_DEPTH = 500;

    private final ObjectMapper mapper;

    /** @param maxRequestBytes that a string in a body may have at least */
    MapperResolver(ObjectMapper mapper, long maxRequestBytes) {
        this.mapper = mapper;
        StreamReadConstraints limits = mapper.getFactory().streamReadConstraints();
        int longest = (int) Math.min(Integer.MAX_VALUE, maxRequestBytes);
        mapper.getFactory()
                .setStreamReadConstraints(limits.rebuild()
                        .maxStringLength(Math.max(limits.getMaxStringLength(), longest))
                        .maxNestingDepth(Math.min(limits.getMaxNestingDepth(), MAX_DEPTH))
                        .build());
    }

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return mapper;
    }
}
