package dev.connectorkit.server;

import dev.connectorkit.sdk.problem.Problem;
import org.glassfish.grizzly.http.server.Request;
import org.jspecify.annotations.Nullable;

/** The problem document for what Grizzly refuses before Jersey sees it; no word of it comes from the request. */
final class PlainProblem {

    private PlainProblem() {}

    static String page(
            Request request, int status, String reason, @Nullable String description, @Nullable Throwable exception) {
        request.getResponse().setContentType(Problem.MEDIA_TYPE);
        request.getResponse().setCharacterEncoding("UTF-8");
        if (status == 503) {
            request.getResponse().setHeader("Retry-After", "15");
        }
        return of(status, reason);
    }

    static String of(int status, String reason) {
        return "{\"title\":\"" + reason.replaceAll("[^A-Za-z0-9 -]", "") + "\",\"status\":" + status
                + ",\"detail\":\""
                + (status < 500 ? "The request could not be read as HTTP." : "The server cannot answer at the moment.")
                + "\"}";
    }
}
