package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Value;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

final class PatternRule extends BasicRule {
    private static final Pattern COUNT = Pattern.compile("\\{\\d+(,\\d*)?}");

    PatternRule() {
        super(
                "pattern",
                SeverityByProfile.STRICTER,
                DocPage.VALIDATOR,
                "A pattern is a regular expression.",
                "Validators and generated clients compile the expression, and an invalid one makes them fail.",
                "Close what is open in the expression, or leave the pattern out.",
                "PatternShouldBeValidRegularExpression");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value value : TypedValues.all(document)) {
            Value pattern = value.get("pattern");
            if (pattern.node().isTextual() && !compiles(pattern.text())) {
                reporter.report(pattern, "The pattern " + pattern.node() + " is not a regular expression.");
            }
        }
    }

    private static boolean compiles(String pattern) {
        try {
            Pattern.compile(inJava(pattern));
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    /** ECMAScript takes brackets within a class and braces that count nothing literally; Java does not. */
    static String inJava(CharSequence pattern) {
        Matcher count = COUNT.matcher(pattern);
        StringBuilder java = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                java.append(c).append(pattern.charAt(++i));
                continue;
            }
            boolean literal = inClass
                    ? c == '[' || c == '&'
                    : c == '{' && !count.region(i, pattern.length()).lookingAt();
            inClass = inClass ? c != ']' : c == '[';
            java.append(literal ? "\\" : "").append(c);
        }
        return java.toString();
    }
}
