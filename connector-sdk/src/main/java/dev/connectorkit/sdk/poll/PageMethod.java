package dev.connectorkit.sdk.poll;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import dev.connectorkit.annotations.PageState;
import dev.connectorkit.annotations.TriggerState;
import dev.connectorkit.http.Sites;
import dev.connectorkit.swagger.InvalidConnectorException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A method with a {@link PageState}, read once at boot. */
record PageMethod(String name, StateCodec codec) {

    private static final int VERSION = 1;

    /**
     * Returns the method; empty if it answers no pages.
     *
     * @throws InvalidConnectorException if its state cannot work; the message says what to change
     */
    static Optional<PageMethod> of(Method method, StateSigner signer, ObjectMapper json) {
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        List<Sites.Site> states = Sites.of(method).stream()
                .filter(site -> site.element().isAnnotationPresent(PageState.class))
                .toList();
        boolean paged = isPage(method);
        if (!paged && states.isEmpty()) {
            return Optional.empty();
        }
        if (!paged || states.size() != 1) {
            throw new InvalidConnectorException(
                    List.of(name + " has " + states.size() + " @PageState parameters and returns "
                            + method.getGenericReturnType().getTypeName()
                            + "; a method with exactly one returns a Page"));
        }
        JavaType declared =
                TypeFactory.defaultInstance().constructType(states.get(0).type());
        Optional<StateType> type = declared.getRawClass() == Optional.class
                ? StateType.of(declared.containedTypeOrUnknown(0).getRawClass(), Duration.ZERO, json)
                : Optional.empty();
        StateType state = type.orElseThrow(() -> new InvalidConnectorException(
                List.of(name + " (parameter '" + states.get(0).name() + "'): a page state cannot be "
                        + declared.toCanonical() + "; use an Optional of " + StateType.SUPPORTED)));
        return Optional.of(
                new PageMethod(name, new StateCodec(state, true, TriggerState.Form.SIGNED, VERSION, signer)));
    }

    private static boolean isPage(Method method) {
        JavaType returned = TypeFactory.defaultInstance().constructType(method.getGenericReturnType());
        boolean stage =
                CompletionStage.class.isAssignableFrom(returned.getRawClass()) && returned.containedTypeCount() > 0;
        return (stage ? returned.containedType(0) : returned).getRawClass() == Page.class;
    }
}
