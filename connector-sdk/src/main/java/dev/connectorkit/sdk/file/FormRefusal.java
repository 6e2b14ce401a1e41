package dev.connectorkit.sdk.file;

import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;

/** Refuses forms where a file is the whole body: a form is not the file in it. */
final class FormRefusal implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        MediaType type = request.getMediaType();
        if (type != null && type.getType().equalsIgnoreCase("multipart")) {
            throw new NotSupportedException("The body must be the file itself, and not a form with it.");
        }
    }
}
