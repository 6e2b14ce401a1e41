package dev.connectorkit.sdk.file;

import dev.connectorkit.http.problem.ProblemException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds the headers of a download, and answers one range of it with a 206 (RFC 9110, 14); several ranges are answered as a whole. */
final class FileAnswerFilter implements ContainerResponseFilter {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        if (!(response.getEntity() instanceof FileContent file)) {
            return;
        }
        MediaType type = MediaType.valueOf(file.mediaType());
        response.getHeaders()
                .putSingle(
                        HttpHeaders.CONTENT_DISPOSITION,
                        FileNames.attachment(file.name().orElse(null)));
        response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
        response.setEntity(file, response.getEntityAnnotations(), type);
        OptionalLong size = file.size();
        if (size.isEmpty()) {
            return;
        }
        response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, size.getAsLong());
        if (request.getMethod().equals(HttpMethod.GET) && response.getStatus() == 200) {
            response.getHeaders().putSingle("Accept-Ranges", "bytes");
            String range = request.getHeaderString("Range");
            Matcher asked = RANGE.matcher(range == null ? "" : range.strip());
            if (asked.matches() && !asked.group().equals("bytes=-")) {
                part(file, size.getAsLong(), asked.group(1), asked.group(2), type, response);
            }
        }
    }

    private static void part(
            FileContent file, long size, String from, String to, MediaType type, ContainerResponseContext response)
            throws IOException {
        long first = from.isEmpty() ? Math.max(0, size - Long.parseLong(to)) : Long.parseLong(from);
        long last = from.isEmpty() || to.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(to));
        if (first >= size || (!from.isEmpty() && !to.isEmpty() && Long.parseLong(to) < first)) {
            file.stream().close();
            throw ProblemException.builder(416)
                    .detail("The file has " + size + " bytes.")
                    .header("Content-Range", "bytes */" + size)
                    .build();
        }
        InputStream content = file.stream();
        content.skipNBytes(first);
        long length = last - first + 1;
        response.setStatus(206);
        response.getHeaders().putSingle("Content-Range", "bytes " + first + "-" + last + "/" + size);
        response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, length);
        FileContent part =
                new FileContent(file.name().orElse(null), file.mediaType(), length, new FirstBytes(content, length));
        response.setEntity(part, response.getEntityAnnotations(), type);
    }
}
