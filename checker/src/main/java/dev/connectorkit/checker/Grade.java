package dev.connectorkit.checker;

import org.jspecify.annotations.Nullable;

/**
 * The severity of a finding in each profile.
 *
 * @param designer null if it is none of a designer's business
 * @param certification null if certification does not ask
 */
public record Grade(@Nullable Severity designer, @Nullable Severity certification) {

    public static final Grade ERROR = new Grade(Severity.ERROR, Severity.ERROR);
    public static final Grade WARNING = new Grade(Severity.WARNING, Severity.WARNING);
    public static final Grade INFO = new Grade(Severity.INFO, Severity.INFO);

    /** Works in a designer, and fails certification. */
    public static final Grade STRICTER = new Grade(Severity.WARNING, Severity.ERROR);

    /** Fails certification; silent otherwise. */
    public static final Grade CERTIFICATION_ERROR = new Grade(null, Severity.ERROR);

    /** Asked for by certification; silent otherwise. */
    public static final Grade CERTIFICATION_WARNING = new Grade(null, Severity.WARNING);

    /** The severity in a profile; null if the finding is silent there. */
    public @Nullable Severity in(CheckProfile profile) {
        return profile == CheckProfile.DESIGNER ? designer : certification;
    }
}
