package dev.connectorkit.checker;

import dev.connectorkit.checker.model.CheckProfile;
import dev.connectorkit.checker.model.Finding;
import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.Rule;
import dev.connectorkit.checker.rules.Rules;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Source;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks documents against the {@linkplain #rules() rules}.
 *
 * <pre>{@code
 * Report report = Checker.builder().profiles(CheckProfile.CERTIFICATION).build()
 *         .check(Source.of("apiDefinition.swagger.json", Files.readAllBytes(file)));
 * System.out.print(report.toText(true));
 * System.exit(report.exitCode());
 * }</pre>
 *
 * <p>Whatever the document, it is reported on, and nothing is thrown. Immutable and thread-safe.
 */
public final class Checker {

    private static final String READABLE = "json-valid";

    private final Set<CheckProfile> profiles;
    private final List<Rule> rules;
    private final List<Suppression> suppressions;
    private final LocalDate today;
    private final @Nullable Source properties;
    private final @Nullable Source previous;

    private Checker(Builder builder) {
        profiles = builder.profiles;
        rules = builder.rules;
        suppressions = builder.suppressions;
        today = builder.today;
        properties = builder.properties;
        previous = builder.previous;
    }

    /** A checker to configure and {@linkplain Builder#build() build}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the rules of the toolkit. */
    public static List<Rule> rules() {
        return Rules.all();
    }

    /** Checks a document. */
    public Report check(Source source) {
        Document document = Document.read(source, properties, previous);
        List<Finding> findings = new ArrayList<>();
        rules.stream()
                .filter(rule -> document.isReadable() || rule.id().equals(READABLE))
                .forEach(rule -> rule.check(document, new Reporter(rule, profiles, findings)));
        boolean readable = document.isReadable()
                && document.previous().map(Document::isReadable).orElse(true);
        Report report = Report.of(source.name(), readable, findings, rules, suppressions, today);
        return previous == null ? report : report.comparedWith(previous.name());
    }

    /** Collects what a {@link Checker} needs to know. Not thread-safe. */
    public static final class Builder {

        private Set<CheckProfile> profiles = EnumSet.of(CheckProfile.DESIGNER);
        private List<Rule> rules = Checker.rules();
        private List<Suppression> suppressions = List.of();
        private LocalDate today = LocalDate.now(ZoneId.systemDefault());
        private @Nullable Source properties;
        private @Nullable Source previous;

        private Builder() {}

        /** For whom to check, {@link CheckProfile#DESIGNER} unless given; of several the strictest decides. */
        public Builder profiles(CheckProfile first, CheckProfile... others) {
            profiles = EnumSet.of(first, others);
            return this;
        }

        /** Sets the rules to check; those of the toolkit by default. */
        public Builder rules(Collection<? extends Rule> rules) {
            this.rules = List.copyOf(rules);
            return this;
        }

        /** Sets the findings that are accepted until a date; none unless set. */
        public Builder suppressions(Collection<Suppression> suppressions) {
            this.suppressions = List.copyOf(suppressions);
            return this;
        }

        /** Sets the day on which suppressions are valid or expired; today by default. */
        public Builder today(LocalDate today) {
            this.today = today;
            return this;
        }

        /** Sets the connector's {@code apiProperties.json}; without it, it is not checked. */
        public Builder properties(Source properties) {
            this.properties = properties;
            return this;
        }

        /** Sets the version that people use now; without it, breaking changes are not checked. */
        public Builder previous(Source previous) {
            this.previous = previous;
            return this;
        }

        /** Returns the checker; this builder can be used on. */
        public Checker build() {
            return new Checker(this);
        }
    }
}
