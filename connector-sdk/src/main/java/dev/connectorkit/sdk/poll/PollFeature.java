package dev.connectorkit.sdk.poll;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.callbacks.metrics.MeterGroup;
import dev.connectorkit.swagger.InvalidConnectorException;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.jersey.innate.inject.Bindings;
import org.glassfish.jersey.innate.inject.InternalBinder;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.internal.inject.ParamInjectionResolver;
import org.glassfish.jersey.server.spi.internal.ValueParamProvider;

/** Adds the protocol of {@link PollTrigger} methods to an application. */
public final class PollFeature implements Feature {

    private final StateSigner signer;
    private final ObjectMapper json;
    private final Clock clock;
    private final MeterGroup meters;

    /**
     * Creates the feature.
     *
     * @param keys the first signs states; states signed with any of them are accepted
     */
    public PollFeature(List<byte[]> keys, ObjectMapper json, Clock clock, MeterGroup meters) {
        this.signer = new StateSigner(keys);
        this.json = json;
        this.clock = clock;
        this.meters = meters;
    }

    /** Returns the defects of the states of these classes' triggers, one sentence each; their number is the document's to check. */
    List<String> problems(Iterable<Class<?>> resources) {
        List<String> problems = new ArrayList<>();
        for (Class<?> resource : resources) {
            for (Method method : resource.getMethods()) {
                PollTrigger trigger = JaxRsAnnotations.of(method).getAnnotation(PollTrigger.class);
                try {
                    PageMethod.of(method, signer, json);
                } catch (InvalidConnectorException e) {
                    problems.addAll(e.problems());
                }
                if (trigger != null && PollMethod.hasOneState(method)) {
                    try {
                        PollMethod.of(method, trigger, signer, json);
                    } catch (InvalidConnectorException e) {
                        problems.addAll(e.problems());
                    }
                }
            }
        }
        return problems;
    }

    @Override
    public boolean configure(FeatureContext application) {
        application.register((DynamicFeature) this::configure).register(new Binder());
        return true;
    }

    private void configure(ResourceInfo resource, FeatureContext method) {
        Method handler = resource.getResourceMethod();
        PageMethod.of(handler, signer, json).ifPresent(page -> method.register(new PageExchange(page, json, clock)));
        PollTrigger trigger = JaxRsAnnotations.of(handler).getAnnotation(PollTrigger.class);
        if (trigger != null) {
            PollMethod poll = PollMethod.of(handler, trigger, signer, json);
            method.register(new PollExchange(poll, json, clock, new PollMeter(meters, poll.name())));
        }
    }

    /** Makes {@link TriggerState} injectable, as a parameter and as a field of a bean parameter. */
    private static final class Binder extends InternalBinder {

        @Override
        protected void configure() {
            Provider<ContainerRequest> request = createManagedInstanceProvider(ContainerRequest.class);
            StateParameter parameter = new StateParameter();
            bind(Bindings.service(parameter).to(ValueParamProvider.class));
            bind(Bindings.injectionResolver(new ParamInjectionResolver<>(parameter, TriggerState.class, request)));
        }
    }
}
