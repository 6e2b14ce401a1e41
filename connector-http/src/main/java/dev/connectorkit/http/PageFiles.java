package dev.connectorkit.http;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;

/**
 * The files of a page on the class path, beside a class. Only files that are named are served, and those that pages share:
 * {@code page.css}, {@code page.js}, {@code gantt.js} and {@code icon.svg}. Thread-safe.
 */
public final class PageFiles {

    private static final Set<String> SHARED = Set.of("page.css", "page.js", "gantt.js", "icon.svg");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml",
            "png", "image/png");
    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final int SECONDS = 300;

    private final Class<?> owner;
    private final String folder;
    private final Set<String> names;

    /**
     * Creates the files of a page.
     *
     * @param folder their folder, relative to the package of the owner or absolute, ending in a slash
     * @param names the files that are served
     */
    public PageFiles(Class<?> owner, String folder, Set<String> names) {
        this.owner = owner;
        this.folder = folder;
        this.names = names;
    }

    /** Returns a page, which may load only files of its own server. */
    public Response page(String name) {
        return answer(owner, folder + name)
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    /**
     * Returns a file.
     *
     * @throws NotFoundException if it is not served
     */
    public Response file(String name) {
        CacheControl cache = new CacheControl();
        cache.setMaxAge(SECONDS);
        if (names.contains(name)) {
            return answer(owner, folder + name).cacheControl(cache).build();
        } else if (SHARED.contains(name)) {
            return answer(PageFiles.class, "page/" + name).cacheControl(cache).build();
        }
        throw new NotFoundException();
    }

    private static Response.ResponseBuilder answer(Class<?> owner, String path) {
        try (InputStream content = owner.getResourceAsStream(path)) {
            if (content == null) {
                throw new IOException("Not on the class path: " + path);
            }
            return Response.ok(content.readAllBytes(), TYPES.get(path.substring(path.lastIndexOf('.') + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
