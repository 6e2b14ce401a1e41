package dev.connectorkit.sdk.poll;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.connectorkit.annotations.JaxRsAnnotations;
import dev.connectorkit.annotations.PollTrigger;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.swagger.InvalidConnectorException;
import jakarta.inject.Provider;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
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

/** Gives every {@link PollTrigger} method its {@link PollExchange}, and every {@link TriggerState} its value. */
public final class PollFeature implements DynamicFeature {

    private final StateSigner signer;
    private final ObjectMapper json;
    private final Clock clock;

    /** @param key the key that signs states */
    public PollFeature(byte[] key, ObjectMapper json, Clock clock) {
        this.signer = new StateSigner(key);
        this.json = json;
        this.clock = clock;
    }

    /** What is wrong with the states of these classes' triggers, one sentence each; their number is the document's to check. */
    List<String> problems(Iterable<Class<?>> resources) {
        List<String> problems = new ArrayList<>();
        for (Class<?> resource : resources) {
            for (Method method : resource.getMethods()) {
                PollTrigger trigger = JaxRsAnnotations.of(method).getAnnotation(PollTrigger.class);
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
    public void configure(ResourceInfo resource, FeatureContext context) {
        Method method = resource.getResourceMethod();
        PollTrigger trigger = JaxRsAnnotations.of(method).getAnnotation(PollTrigger.class);
        if (trigger != null) {
            context.register(new PollExchange(PollMethod.of(method, trigger, signer, json), json, clock));
        }
    }

    /** Makes {@link TriggerState} injectable, as a parameter and as a field of a bean parameter. */
    public static final class Binder extends InternalBinder {

        @Override
        protected void configure() {
            Provider<ContainerRequest> request = createManagedInstanceProvider(ContainerRequest.class);
            StateParameter parameter = new StateParameter();
            bind(Bindings.service(parameter).to(ValueParamProvider.class));
            bind(Bindings.injectionResolver(new ParamInjectionResolver<>(parameter, TriggerState.class, request)));
        }
    }
}
