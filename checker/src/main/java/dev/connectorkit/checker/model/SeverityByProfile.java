package dev.connectorkit.checker.model;

import org.jspecify.annotations.Nullable;

/**
 * The severity of a finding in each profile.
 *
 * @param designer null if designers ignore it
 * @param certification null if certification does not ask
 */
public record SeverityByProfile(
        @Nullable Severity designer, @Nullable Severity certification) {

    public static final SeverityByProfile ERROR = new SeverityByProfile(Severity.ERROR, Severity.ERROR);
    public static final SeverityByProfile WARNING = new SeverityByProfile(Severity.WARNING, Severity.WARNING);
    public static final SeverityByProfile INFO = new SeverityByProfile(Severity.INFO, Severity.INFO);

    /** Works in a designer, and fails certification. */
    public static final SeverityByProfile STRICTER = new SeverityByProfile(Severity.WARNING, Severity.ERROR);

    /** Fails certification; silent otherwise. */
    public static final SeverityByProfile CERTIFICATION_ERROR = new SeverityByProfile(null, Severity.ERROR);

    /** Asked for by certification; silent otherwise. */
    public static final SeverityByProfile CERTIFICATION_WARNING = new SeverityByProfile(null, Severity.WARNING);

    /** Returns the severity in a profile; null if the finding is silent there. */
    public @Nullable Severity in(CheckProfile profile) {
        return profile == CheckProfile.DESIGNER ? designer : certification;
    }
}
