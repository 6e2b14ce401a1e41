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
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** Swagger UI at the root, from its webjar. */
@Path("/")
@Hidden
@WithoutCredentials
public final class UiResource {

    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/";
    private static final String POM = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final Map<String, String> FILES = Map.of(
            "swagger-ui.css", "text/css",
            "swagger-ui-bundle.js", "text/javascript",
            "swagger-ui-standalone-preset.js", "text/javascript",
            "favicon-32x32.png", "image/png");

    private final String folder = WEBJAR + version() + "/";

    /** The page; its links are relative, so that it works behind any path prefix. */
    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    public String page() throws IOException {
        try (InputStream page = resource("swagger-ui.html")) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A file of the webjar that the page needs, and no other. */
    @GET
    @Path("swagger-ui/{file}")
    public Response file(@PathParam("file") String file) throws IOException {
        String type = FILES.get(file);
        if (type == null) {
            throw new NotFoundException();
        }
        CacheControl day = new CacheControl();
        day.setMaxAge(86_400);
        try (InputStream content = resource(folder + file)) {
            return Response.ok(content.readAllBytes(), type).cacheControl(day).build();
        }
    }

    /** Adds the page to an application; as a feature, it is not taken for a resource of the author's. */
    static boolean registerIn(FeatureContext application) {
        application.register(new UiResource());
        return true;
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
