package dev.connectorkit.workbench.conformance;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** The state of a polling trigger: the query parameter of a {@code Location} that the first poll did not have. */
final class States {

    private States() {}

    /** Returns the name of the parameter; empty if absent. */
    static String of(URI first, String location) {
        Map<String, String> before = parameters(first.toString());
        String name = "";
        String value = "";
        for (var parameter : parameters(location).entrySet()) {
            boolean fresh = !parameter.getValue().equals(before.get(parameter.getKey()));
            if (fresh && parameter.getValue().length() >= value.length()) {
                name = parameter.getKey();
                value = parameter.getValue();
            }
        }
        return name;
    }

    /** Returns the URL with another value of the parameter, which no connector has given out. */
    static String altered(String location, String name) {
        String value = parameters(location).getOrDefault(name, "");
        return location.replace(name + "=" + value, name + "=" + value + "zz!");
    }

    /** Returns the URL with this value of the parameter. */
    static String replaced(String location, String name, String value) {
        return location.replace(name + "=" + parameters(location).getOrDefault(name, ""), name + "=" + value);
    }

    private static Map<String, String> parameters(String url) {
        Map<String, String> parameters = new LinkedHashMap<>();
        int query = url.indexOf('?');
        for (String pair : query < 0 ? new String[0] : url.substring(query + 1).split("&", -1)) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                parameters.put(pair.substring(0, sign), pair.substring(sign + 1));
            }
        }
        return parameters;
    }
}
