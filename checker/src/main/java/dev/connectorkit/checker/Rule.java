package dev.connectorkit.checker;

import java.net.URI;
import java.util.Optional;

/**
 * Something a document has to obey. Rules are stateless and thread-safe, and take any JSON object for a document without
 * throwing. Those of the toolkit are listed by {@link Checker#rules()}; {@link Checker.Builder#rules} takes others.
 */
public interface Rule {

    /** The name in reports and suppressions: lower case and hyphens. */
    String id();

    /** How grave its findings are, unless the finding says otherwise. */
    Grade grade();

    /** What it demands, a sentence. */
    String description();

    /** What to do where it is broken, a sentence, unless the finding says otherwise. */
    String fix();

    /** Where the demand is documented. */
    URI documentation();

    /** Looks at a document and reports what it finds. */
    void check(Document document, Reporter reporter);

    /** How grave its findings are in a profile; empty if they are silent there. */
    default Optional<Severity> severity(CheckProfile profile) {
        return Optional.ofNullable(grade().in(profile));
    }
}
