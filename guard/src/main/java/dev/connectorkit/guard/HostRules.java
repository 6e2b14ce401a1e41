package dev.connectorkit.guard;

import dev.connectorkit.guard.RefusedCallbackException.Reason;
import java.util.List;
import java.util.Set;

/**
 * The host names that may be called, whatever their addresses.
 *
 * @param allowed exact names, or suffixes with a leading dot; empty allows all
 * @param opened names that need no rule
 */
record HostRules(List<String> allowed, Set<String> opened) {

    private static final List<String> LOCAL =
            List.of(".localhost", ".local", ".internal", ".home.arpa", ".svc"); // .cluster.local is .local

    /** Names under public suffixes that reach the metadata service of a cloud, some by a public address. */
    private static final Set<String> METADATA =
            Set.of("metadata.tencentyun.com", "metadata.packet.net", "metadata.platformequinix.com");

    /** Reads {@code hooks.example.com} or {@code *.example.com}. */
    static String pattern(String text) {
        boolean suffix = text.startsWith("*.");
        try {
            return (suffix ? "." : "")
                    + Host.parse(suffix ? text.substring(2) : text).name();
        } catch (RefusedCallbackException e) {
            throw new IllegalArgumentException(
                    "Expected a host such as hooks.example.com or *.example.com, but got \"" + text + "\".", e);
        }
    }

    void check(Host host) {
        String name = host.name();
        if (isOpened(name)) {
            return;
        }
        if (!allowed.isEmpty() && allowed.stream().noneMatch(pattern -> matches(pattern, name))) {
            throw new RefusedCallbackException(
                    Reason.NOT_LISTED,
                    "The callback host " + name + " is not one of the allowed hosts; allowHosts(\"" + name
                            + "\") would add it.");
        }
        if (host.literal() == null && isLocal(name)) {
            throw new RefusedCallbackException(
                    Reason.LOCAL_NAME,
                    "The callback host " + name + " is a name of a local network. Expected one of the public DNS;"
                            + " openHost(\"" + name + "\") would allow it.");
        }
    }

    boolean isOpened(String name) {
        return opened.contains(name);
    }

    private static boolean matches(String pattern, String name) {
        return pattern.startsWith(".") ? name.endsWith(pattern) : name.equals(pattern);
    }

    private static boolean isLocal(String name) {
        return !name.contains(".")
                || METADATA.contains(name)
                || LOCAL.stream().anyMatch(name::endsWith)
                || name.equals("home.arpa");
    }
}
