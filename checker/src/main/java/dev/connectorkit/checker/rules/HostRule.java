package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.regex.Pattern;

final class HostRule extends BasicRule {
    private static final Pattern HOST = Pattern.compile("[^{}/ :\\\\@?#]+(:\\d{1,5})?");
    private static final Pattern LOCAL =
            Pattern.compile("(?i)(localhost|127\\..*|0\\.0\\.0\\.0)(:\\d+)?|.*\\.localhost(:\\d+)?");

    HostRule() {
        super(
                "host",
                SeverityByProfile.ERROR,
                DocPage.VALIDATOR,
                "The host is a public name or address, with a port or without.",
                "The platform calls this host; it has no other way to find the service.",
                "Write the host alone, as in \"api.example.com\".",
                "HostNameNotValid");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Value host = document.root().get("host");
        if (!host.exists()) {
            reporter.report(host, "The document names no host.");
        } else if (!HOST.matcher(host.text()).matches()) {
            reporter.report(host, "The host \"" + host.text() + "\" is not a plain host name.");
        } else if (LOCAL.matcher(host.text()).matches()) {
            reporter.report(
                    host,
                    "The host \"" + host.text() + "\" is your own machine, which an engine in the cloud cannot reach.",
                    "Name the public host, or one of a tunnel.");
        }
    }
}
