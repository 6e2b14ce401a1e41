package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

final class UrlsRule extends BasicRule {

    private static final Pattern EMAIL = Pattern.compile("[\\x21-\\x7E&&[^@<>()]]+@[A-Za-z0-9.-]+\\.[A-Za-z0-9-]+");

    UrlsRule() {
        super(
                "urls",
                SeverityByProfile.STRICTER,
                DocPage.VALIDATOR,
                "URLs are absolute, and the contact's e-mail is an address.",
                "They are shown to people as links.",
                "Write the whole URL, as in \"https://contoso.example/help\".",
                "UrlNotValid",
                "ContactEmailNotValid");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Value info = document.root().get("info");
        Value email = info.get("contact").get("email");
        if (!email.text().isBlank() && !EMAIL.matcher(email.text()).matches()) {
            reporter.report(email, email.node() + " is not an e-mail address.", "Write an address of plain ASCII.");
        }
        List<Value> urls = new ArrayList<>();
        urls.add(info.get("contact").get("url"));
        urls.add(info.get("license").get("url"));
        urls.add(document.root().get("externalDocs").get("url"));
        document.root()
                .get("tags")
                .children()
                .forEach(tag -> urls.add(tag.get("externalDocs").get("url")));
        document.root().get("x-ms-docs").children().forEach(page -> urls.add(page.get("url")));
        document.operations()
                .forEach(operation ->
                        urls.add(operation.value().get("externalDocs").get("url")));
        document.schemas()
                .all()
                .forEach(schema -> urls.add(schema.get("externalDocs").get("url")));
        for (Value entry : document.root().get("x-ms-connector-metadata").children()) {
            if (entry.text("propertyName").matches("(?i)website|privacy policy")) {
                urls.add(entry.get("propertyValue"));
            }
        }
        urls.stream()
                .filter(url -> url.node().isTextual() && !isAbsolute(url.text()))
                .forEach(url -> reporter.report(url, url.node() + " is not an absolute URL."));
    }

    private static boolean isAbsolute(String text) {
        try {
            URI uri = new URI(text.strip());
            return uri.getScheme() != null && uri.getScheme().matches("(?i)https?") && uri.getRawAuthority() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
