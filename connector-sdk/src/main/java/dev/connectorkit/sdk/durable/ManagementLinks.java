package dev.connectorkit.sdk.durable;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes the links of instances. Thread-safe. */
final class ManagementLinks {

    private final LinkKeys keys;
    private final ApiSettings settings;

    ManagementLinks(LinkKeys keys, ApiSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    /**
     * Returns all links of an instance.
     *
     * @param base the URL of the connector, with a slash at its end
     */
    HttpManagementPayload of(String id, URI base) {
        String instance = base + OlderPathsFilter.PREFIX + "/instances/" + encoded(id);
        String common = "taskHub=" + encoded(settings.taskHub()) + "&connection=" + encoded(settings.connection())
                + "&code=" + encoded(settings.systemKeyInLinks() ? keys.systemKey() : keys.codeOf(id));
        String reason = "?reason={text}&" + common;
        return new HttpManagementPayload(
                id,
                instance + "?" + common,
                instance + "/raiseEvent/{eventName}?" + common,
                instance + "/terminate" + reason,
                instance + "/rewind" + reason,
                instance + "?" + common,
                instance + "/restart?" + common,
                instance + "/suspend" + reason,
                instance + "/resume" + reason);
    }

    /**
     * Returns the links by which a caller checks the status of an instance.
     *
     * @param failureIs500 whether that answers a failure with a 500
     */
    HttpManagementPayload checkStatus(String id, URI base, boolean failureIs500) {
        HttpManagementPayload all = of(id, base);
        String status = all.statusQueryGetUri() + (failureIs500 ? "&returnInternalServerErrorOnFailure=true" : "");
        @Nullable String noRewind = null;
        return new HttpManagementPayload(
                id,
                status,
                all.sendEventPostUri(),
                all.terminatePostUri(),
                noRewind,
                all.purgeHistoryDeleteUri(),
                all.restartPostUri(),
                all.suspendPostUri(),
                all.resumePostUri());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
