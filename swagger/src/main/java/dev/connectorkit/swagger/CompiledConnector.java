package dev.connectorkit.swagger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Resource classes on another class path than this program's, as build tools have them. */
public final class CompiledConnector {

    private CompiledConnector() {}

    /**
     * Makes the document of these classes, and closes the class path again.
     *
     * @param classPath folders and jars: the classes, and what they need beyond JAX-RS and ConnectorKit
     * @param classNames the resource classes
     * @param describe title, version and so on
     * @throws IllegalArgumentException if a class is not on the class path
     * @throws InvalidConnectorException as {@link ConnectorDocumentBuilder#build()}
     */
    public static ConnectorDocument read(
            List<Path> classPath, List<String> classNames, UnaryOperator<ConnectorDocumentBuilder> describe) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls(classPath), CompiledConnector.class.getClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader); // swagger-core and static metadata are found there
            List<Class<?>> resources = new ArrayList<>();
            for (String name : classNames) {
                resources.add(Class.forName(name, false, loader));
            }
            return describe.apply(ConnectorDocument.builder().resources(resources))
                    .build();
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw new IllegalArgumentException("Not on the class path: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("The class path cannot be read", e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
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
