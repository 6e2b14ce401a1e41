package dev.connectorkit.http;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.server.model.ResourceModel;
import org.jspecify.annotations.Nullable;

/** The methods of resource classes and the locators of an application, also those of the classes that locators return. */
public final class ResourceMethods {

    private final Set<Class<?>> located = new HashSet<>();

    private ResourceMethods() {}

    /** Returns the methods and locators of a model, without those that have no method of a class. */
    public static Stream<ResourceMethod> of(ResourceModel model) {
        ResourceMethods methods = new ResourceMethods();
        return model.getResources().stream().flatMap(methods::of);
    }

    private Stream<ResourceMethod> of(Resource resource) {
        ResourceMethod locator = resource.getResourceLocator();
        return Stream.of(
                        resource.getResourceMethods().stream()
                                .filter(method -> !method.getInvocable().isInflector()),
                        resource.getChildResources().stream().flatMap(this::of),
                        locator == null ? Stream.<ResourceMethod>empty() : behind(locator))
                .flatMap(methods -> methods);
    }

    private Stream<ResourceMethod> behind(ResourceMethod locator) {
        JavaType returned = TypeFactory.defaultInstance()
                .constructType(locator.getInvocable().getRoutingResponseType());
        Class<?> type =
                (returned.hasRawClass(Class.class) ? returned.containedTypeOrUnknown(0) : returned).getRawClass();
        @Nullable Resource resource = located.add(type) ? Resource.from(type, true) : null;
        return Stream.concat(Stream.of(locator), resource == null ? Stream.empty() : of(resource));
    }
}
