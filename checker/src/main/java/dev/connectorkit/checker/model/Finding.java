package dev.connectorkit.checker.model;

import dev.connectorkit.designer.document.Location;

/**
 * One thing that is wrong, or could be better.
 *
 * @param ruleId the rule that found it
 * @param message what is wrong, a sentence
 * @param fix what to do about it, a sentence
 */
public record Finding(String ruleId, Severity severity, Location location, String message, String fix) {

    /** Where: the JSON pointer. */
    public String pointer() {
        return location.pointer();
    }

    /** Where: the line, from 1. */
    public int line() {
        return location.line();
    }

    /** Where: the column, from 1. */
    public int column() {
        return location.column();
    }
}
