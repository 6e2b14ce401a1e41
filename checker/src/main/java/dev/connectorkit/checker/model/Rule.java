package dev.connectorkit.checker.model;

import dev.connectorkit.designer.document.Document;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Something a document has to obey. Rules are stateless and thread-safe, and take any JSON object for a document without
 * throwing. Those of the toolkit are listed by {@code Checker.rules()}; {@code Checker.Builder.rules} takes others.
 */
public interface Rule {

    /** Returns the name in reports and suppressions: lower case and hyphens. */
    String id();

    /** Returns the severity of its findings, unless a finding has its own. */
    SeverityByProfile grade();

    /** Returns the requirement, a sentence. */
    String description();

    /** Returns the reason for the requirement, a sentence. */
    String reason();

    /** Returns the names of its counterparts in Microsoft's published list of validator rules; may be empty. */
    default List<String> published() {
        return List.of();
    }

    /** Returns the fix for a violation, a sentence, unless a finding has its own. */
    String fix();

    /** Returns the page that documents the requirement. */
    URI documentation();

    /** Looks at a document and reports what it finds. */
    void check(Document document, Reporter reporter);

    /** Returns the severity of its findings in a profile; empty if it reports none there. */
    default Optional<Severity> severity(CheckProfile profile) {
        return Optional.ofNullable(grade().in(profile));
    }
}
