package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Rule;
import dev.connectorkit.checker.model.SeverityByProfile;
import java.net.URI;
import java.util.List;

/** The common properties of rules. */
abstract class BasicRule implements Rule {

    private final String id;
    private final SeverityByProfile grade;
    private final DocPage manual;
    private final String description;
    private final String reason;
    private final String fix;
    private final List<String> published;

    /** @param published the names of its counterparts in Microsoft's list */
    BasicRule(
            String id,
            SeverityByProfile grade,
            DocPage manual,
            String description,
            String reason,
            String fix,
            String... published) {
        this.id = id;
        this.grade = grade;
        this.manual = manual;
        this.description = description;
        this.reason = reason;
        this.fix = fix;
        this.published = List.of(published);
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final SeverityByProfile grade() {
        return grade;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final String reason() {
        return reason;
    }

    @Override
    public final List<String> published() {
        return published;
    }

    @Override
    public final String fix() {
        return fix;
    }

    @Override
    public final URI documentation() {
        return manual.page();
    }
}
