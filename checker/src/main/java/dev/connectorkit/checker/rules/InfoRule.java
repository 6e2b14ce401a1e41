package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

final class InfoRule extends BasicRule {
    private static final Pattern PRODUCTS = Pattern.compile(
            "(?i).*\\b(power ?automate|power ?apps|power ?platform|logic ?apps|copilot studio|microsoft flow)\\b.*");

    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z]");

    InfoRule() {
        super(
                "info",
                SeverityByProfile.CERTIFICATION_ERROR,
                DocPage.SUBMISSION,
                "The connector has a short title and a description that say what it connects to, a version, and a contact.",
                "It is the connector's entry in the catalogue.",
                "Name the service alone, as in \"Contoso Orders\".",
                "FieldLengthExceeded",
                "FieldLengthNotInRange",
                "ValueContainsRestrictedWords",
                "ValueMustBeInEnglish",
                "ValueMustEndWithAlphanumeric");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Value info = document.root().get("info");
        Value title = info.get("title");
        if (title.text().isBlank()) {
            reporter.report(SeverityByProfile.ERROR, title, "The connector has no title.", "Write info.title.");
        } else {
            checkTitle(title, reporter);
        }
        if (info.text("version").isBlank()) {
            reporter.report(
                    SeverityByProfile.ERROR,
                    info.get("version"),
                    "The connector has no version.",
                    "Write info.version.");
        }
        Value description = info.get("description");
        int length = description.text().length();
        if (length < 30 || length > 500) {
            reporter.report(
                    SeverityByProfile.STRICTER,
                    description,
                    "The description has " + length + " characters, not 30 to 500.",
                    "Say what the connector is for.");
        } else if (PRODUCTS.matcher(description.text()).matches()) {
            reporter.report(
                    SeverityByProfile.STRICTER,
                    description,
                    "The description names a product that runs connectors.",
                    "Leave the product out.");
        }
        if (!description.text().codePoints().allMatch(InfoRule::isEnglish)) {
            reporter.report(
                    SeverityByProfile.STRICTER, description, "The description is not English.", "Write it in English.");
        } else if (hasTag(description.text())) {
            reporter.report(
                    SeverityByProfile.STRICTER, description, "The description has HTML in it.", "Write plain text.");
        }
        for (String part : List.of("name", "url", "email")) {
            if (info.get("contact").text(part).isBlank()) {
                reporter.report(
                        info.get("contact").get(part),
                        "The contact has no " + part + ".",
                        "Write info.contact." + part + ".");
            }
        }
    }

    private static void checkTitle(Value title, Reporter reporter) {
        String text = title.text();
        if (text.length() > 30) {
            reporter.report(
                    SeverityByProfile.STRICTER,
                    title,
                    "The title has " + text.length() + " characters, and 30 are allowed.");
        }
        if (text.matches("(?i).*\\b(api|connector)\\b.*")
                || PRODUCTS.matcher(text).matches()) {
            reporter.report(
                    SeverityByProfile.STRICTER,
                    title,
                    "The title says API or Connector, or names a product that runs connectors.");
        }
        if (!text.matches("\\p{ASCII}*[A-Za-z0-9)]")) {
            reporter.report(
                    SeverityByProfile.STRICTER,
                    title,
                    "The title is not English, or does not end with a letter or digit.");
        }
    }

    /** The first tag that begins is enough: each end after another tag is after this one too. */
    static boolean hasTag(CharSequence text) {
        Matcher begin = TAG.matcher(text);
        return begin.find() && text.chars().skip(begin.end()).anyMatch(c -> c == '>');
    }

    private static boolean isEnglish(int character) {
        return !Character.isLetter(character) || Character.UnicodeScript.of(character) == Character.UnicodeScript.LATIN;
    }
}
