package dev.connectorkit.server;

import dev.connectorkit.http.problem.Problem;
import java.nio.charset.StandardCharsets;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.util.FastHttpDateFormat;
import org.jspecify.annotations.Nullable;

/** The problem document for what is refused before Jersey sees it; no word of it comes from the request. */
final class PlainProblem {

    static final String RETRY_AFTER = "15";

    private PlainProblem() {}

    static String page(
            Request request, int status, String reason, @Nullable String description, @Nullable Throwable exception) {
        request.getResponse().setContentType(Problem.MEDIA_TYPE);
        request.getResponse().setCharacterEncoding("UTF-8");
        request.getResponse().setHeader("Date", FastHttpDateFormat.getCurrentDate());
        if (status == 503) {
            request.getResponse().setHeader("Retry-After", RETRY_AFTER);
        }
        return of(status, reason);
    }

    static String of(int status, String reason) {
        return of(status, reason.replaceAll("[^A-Za-z0-9 -]", ""), detail(status));
    }

    private static String detail(int status) {
        if (status == 404) {
            return "There is nothing at this path.";
        }
        return status < 500 ? "The request could not be read as HTTP." : "The server cannot answer at the moment.";
    }

    /** Returns the whole answer, after which the connection is closed. */
    static byte[] answer(Refusal refusal) {
        byte[] body = of(refusal.status(), refusal.reason(), refusal.detail()).getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + refusal.status() + " " + refusal.reason()
                + "\r\nDate: " + FastHttpDateFormat.getCurrentDate()
                + "\r\nContent-Type: " + Problem.MEDIA_TYPE + ";charset=UTF-8"
                + (refusal.status() == 503 ? "\r\nRetry-After: " + RETRY_AFTER : "")
                + "\r\nContent-Length: " + body.length
                + "\r\nConnection: close\r\n\r\n";
        return (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static String of(int status, String title, String detail) {
        return "{\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\"" + detail + "\"}";
    }
}
