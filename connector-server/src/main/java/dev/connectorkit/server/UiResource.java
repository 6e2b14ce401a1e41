package dev.connectorkit.server;

import dev.connectorkit.sdk.auth.WithoutCredentials;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The connector's own page at the root, which shows the document as a designer does, and Swagger UI, from its webjar, below it. */
@Path("/")
@Hidden
@WithoutCredentials
public final class UiResource {

    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";
    private static final String POM = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml",
            "png", "image/png");
    private static final Set<String> HOME = Set.of("home.css", "home.js", "operations.js", "icon.svg");
    private static final Set<String> SWAGGER_UI =
            Set.of("swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js", "favicon-32x32.png");

    private final String webjar = WEBJAR + version() + "/";

    /** Returns the connector's page; its links are relative, so that it works behind any path prefix. */
    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    public Response home() throws IOException {
        return Response.ok(read("home/index.html"))
                .header("Content-Security-Policy", "default-src 'self'; base-uri 'none'; frame-ancestors 'none'")
                .build();
    }

    /** Returns a file of the connector's page. */
    @GET
    @Path("home/{file}")
    public Response homeFile(@PathParam("file") String file) throws IOException {
        return file(HOME, "home/", file, 300);
    }

    /** Returns the page of Swagger UI. */
    @GET
    @Path("swagger-ui/")
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    public byte[] swaggerUi() throws IOException {
        return read("home/swagger-ui.html");
    }

    /** Returns a file of the webjar that Swagger UI needs, and no other. */
    @GET
    @Path("swagger-ui/{file}")
    public Response swaggerUiFile(@PathParam("file") String file) throws IOException {
        return file(SWAGGER_UI, webjar, file, 86_400);
    }

    /** Adds the pages to an application; as a feature, they are not taken for resources of the author's. */
    static boolean registerIn(FeatureContext application) {
        application.register(new UiResource());
        return true;
    }

    private static Response file(Set<String> served, String folder, String file, int maxAge) throws IOException {
        if (!served.contains(file)) {
            throw new NotFoundException();
        }
        CacheControl cache = new CacheControl();
        cache.setMaxAge(maxAge);
        return Response.ok(read(folder + file), TYPES.get(file.substring(file.lastIndexOf('.') + 1)))
                .cacheControl(cache)
                .build();
    }

    private static byte[] read(String path) throws IOException {
        try (InputStream content = resource(path)) {
            return content.readAllBytes();
        }
    }

    private static String version() {
        try (InputStream pom = resource(POM)) {
            Properties properties = new Properties();
            properties.load(pom);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String path) throws IOException {
        InputStream resource = UiResource.class.getResourceAsStream(path);
        if (resource == null) {
            throw new IOException("Not on the class path: " + path);
        }
        return resource;
    }
}
