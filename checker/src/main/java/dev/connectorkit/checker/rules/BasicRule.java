package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Rule;
import dev.connectorkit.checker.model.SeverityByProfile;
import java.net.URI;

/** The common properties of rules. */
abstract class BasicRule implements Rule {

    private final String id;
    private final SeverityByProfile grade;
    private final DocPage manual;
    private final String description;
    private final String fix;

    BasicRule(String id, SeverityByProfile grade, DocPage manual, String description, String fix) {
        this.id = id;
        this.grade = grade;
        this.manual = manual;
        this.description = description;
        this.fix = fix;
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
    public final String fix() {
        return fix;
    }

    @Override
    public final URI documentation() {
        return manual.page();
    }
}
