package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.Grade;
import dev.connectorkit.checker.Rule;
import java.net.URI;

/** What every rule says of itself. */
abstract class BasicRule implements Rule {

    private final String id;
    private final Grade grade;
    private final Manual manual;
    private final String description;
    private final String fix;

    BasicRule(String id, Grade grade, Manual manual, String description, String fix) {
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
    public final Grade grade() {
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
