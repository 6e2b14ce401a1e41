package dev.connectorkit.checker;

import dev.connectorkit.checker.model.Finding;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A finding that is known and accepted for a while. Immutable and thread-safe.
 *
 * @param rule the id of the rule
 * @param pointer the JSON pointer of the finding or of something around it; {@code *} stands for anything within one step,
 *     {@code **} for any steps; empty for the whole document
 * @param reason the reason for accepting it
 * @param until the last day on which it is
 */
public record Suppression(String rule, String pointer, String reason, LocalDate until) {

    private static final Pattern STAR = Pattern.compile("\\*\\*?");

    /** @throws IllegalArgumentException if rule or reason are blank, or the pointer is invalid */
    public Suppression {
        if (rule.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("a suppression names a rule and a reason");
        }
        if (!pointer.isEmpty() && !pointer.startsWith("/")) {
            throw new IllegalArgumentException(
                    "the pointer of a suppression starts with '/', and this does not: " + pointer);
        }
    }

    boolean isExpired(LocalDate today) {
        return today.isAfter(until);
    }

    boolean covers(Finding finding) {
        return rule.equals(finding.ruleId())
                && pattern().matcher(finding.pointer()).matches();
    }

    private Pattern pattern() {
        StringBuilder regex = new StringBuilder();
        Matcher star = STAR.matcher(pointer);
        int from = 0;
        while (star.find()) {
            regex.append(Pattern.quote(pointer.substring(from, star.start())));
            regex.append(star.group().length() == 2 ? ".*" : "[^/]*");
            from = star.end();
        }
        return Pattern.compile(regex + Pattern.quote(pointer.substring(from)) + "(/.*)?", Pattern.DOTALL);
    }
}
