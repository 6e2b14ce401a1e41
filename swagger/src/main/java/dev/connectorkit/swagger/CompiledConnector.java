package dev.connectorkit.swagger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a connector from a class path other than that of this program, as build tools do. */
public final class CompiledConnector {

    private CompiledConnector() {}

    /**
     * Generates the document of compiled classes, and closes the class path again.
     *
     * @param classPath folders and jars with the classes and their dependencies other than JAX-RS and ConnectorKit
     * @param provider the name of a {@link ConnectorDescription.Provider}, or null to use {@code defaults}
     * @param resources the names of resource classes, in addition to those of the description
     * @param defaults the description where no provider is named
     * @throws IllegalArgumentException if a class is not on the class path or cannot be loaded, or the provider cannot be used
     * @throws InvalidConnectorException as {@link ConnectorDocument#of}
     */
    public static ConnectorDocument read(
            List<Path> classPath, @Nullable String provider, List<String> resources, ConnectorDescription defaults) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls(classPath), CompiledConnector.class.getClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader); // swagger-core and services are looked up there
            List<Class<?>> classes = new ArrayList<>();
            for (String name : resources) {
                classes.add(Class.forName(name, false, loader));
            }
            ConnectorDescription description = provider == null ? defaults : describe(provider, loader);
            return ConnectorDocument.of(
                    description.toBuilder().resources(classes).build());
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw new IllegalArgumentException("Not on the class path: " + e.getMessage(), e);
        } catch (LinkageError e) { // also of a class for a later Java, or whose initializer fails
            throw new IllegalArgumentException(
                    "A class cannot be loaded: " + (e.getCause() == null ? e : e.getCause()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("The class path cannot be read", e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static ConnectorDescription describe(String provider, ClassLoader loader) throws ClassNotFoundException {
        Class<?> type = Class.forName(provider, true, loader);
        if (!ConnectorDescription.Provider.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(
                    provider + " does not implement " + ConnectorDescription.Provider.class.getCanonicalName());
        }
        try {
            return type.asSubclass(ConnectorDescription.Provider.class)
                    .getConstructor()
                    .newInstance()
                    .description();
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(provider + " cannot be created: " + e.getCause(), e);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw new IllegalArgumentException(
                    provider + " needs to be a public class with a public constructor without parameters", e);
        }
    }

    private static URL[] urls(List<Path> classPath) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path entry : classPath) {
            urls.add(entry.toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }
}
