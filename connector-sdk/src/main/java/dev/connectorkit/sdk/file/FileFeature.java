package dev.connectorkit.sdk.file;

import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.annotations.OperationTraits;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MediaType;
import java.lang.reflect.AnnotatedElement;
import java.time.Clock;
import java.util.List;
import org.glassfish.jersey.innate.inject.Bindings;
import org.glassfish.jersey.innate.inject.InternalBinder;
import org.glassfish.jersey.media.multipart.MultiPartFeature;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;

/** Adds files to an application: as bodies, in forms, as answers, in ranges and in chunks. */
public final class FileFeature implements Feature {

    /** Larger chunks save little, and cost more when they are repeated. */
    private static final long CHUNK_BYTES = 4 << 20;

    private final UploadStore uploads;

    /**
     * Creates the feature.
     *
     * @param maxRequestBytes the largest request, and so the largest chunk
     */
    public FileFeature(Clock clock, long maxRequestBytes) {
        this.uploads = new UploadStore(clock, Math.min(maxRequestBytes, CHUNK_BYTES));
    }

    /** Ends the uploads that have begun, and removes what they have left on disk. */
    public void close() {
        uploads.close();
    }

    @Override
    public boolean configure(FeatureContext application) {
        FileNeeds needs = FileNeeds.of(application.getConfiguration());
        if (needs.forms() && !application.getConfiguration().isRegistered(MultiPartFeature.class)) {
            application.register(MultiPartFeature.class); // for applications without Jersey's own discovery
        }
        if (needs.chunks()) {
            application.register(new ChunkMethodFilter(uploads));
        }
        application
                .register(new FileBody())
                .register(new FileAnswerFilter())
                .register(new RawFileModel())
                .register((DynamicFeature) this::configure)
                .register(new Binder());
        return true;
    }

    private void configure(ResourceInfo resource, FeatureContext method) {
        AnnotatedElement annotations = JaxRsAnnotations.of(resource.getResourceMethod());
        OperationTraits traits = annotations.getAnnotation(OperationTraits.class);
        if (traits != null && traits.chunkTransfer()) {
            method.register(new ChunkedUploadFilter(uploads));
        }
        Consumes consumes = annotations.isAnnotationPresent(Consumes.class)
                ? annotations.getAnnotation(Consumes.class)
                : JaxRsAnnotations.of(resource.getResourceClass()).getAnnotation(Consumes.class);
        if (consumes != null
                && List.of(consumes.value()).contains(MediaType.APPLICATION_OCTET_STREAM)
                && RawFileModel.takesRawFile(resource.getResourceMethod())) {
            method.register(new FormRefusal());
        }
    }

    private static final class Binder extends InternalBinder {

        @Override
        protected void configure() {
            bind(Bindings.service(new FileParameter()).to(ValueParamProvider.class));
        }
    }
}
