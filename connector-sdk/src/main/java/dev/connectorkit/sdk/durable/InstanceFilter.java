package dev.connectorkit.sdk.durable;

import dev.connectorkit.http.problem.ProblemException;
import dev.connectorkit.orchestration.RuntimeStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The filters of a request for many instances. */
final class InstanceFilter {

    /** Statuses that Durable Functions has and no instance here. */
    private static final Set<String> NEVER = Set.of("canceled", "continuedasnew");

    private InstanceFilter() {}

    /**
     * The statuses that are asked for.
     *
     * @param values each one or several with commas between, in any case
     * @param unknown gets the unknown ones
     * @return empty if nothing can have such a status; a set of none stands for any
     */
    static Optional<Set<RuntimeStatus>> statuses(List<String> values, List<String> unknown) {
        Set<RuntimeStatus> statuses = EnumSet.noneOf(RuntimeStatus.class);
        boolean never = false;
        for (String value : values) {
            for (String each : value.split(",", -1)) {
                String name = each.strip();
                Optional<RuntimeStatus> status = Stream.of(RuntimeStatus.values())
                        .filter(one -> one.toString().equalsIgnoreCase(name))
                        .findFirst();
                if (status.isPresent()) {
                    statuses.add(status.get());
                } else if (NEVER.contains(name.toLowerCase(Locale.ROOT))) {
                    never = true;
                } else if (!name.isEmpty()) {
                    unknown.add(name);
                }
            }
        }
        return never && statuses.isEmpty() ? Optional.empty() : Optional.of(statuses);
    }

    /**
     * Parses statuses, and refuses unknown ones.
     *
     * @throws ProblemException with 400
     */
    static Optional<Set<RuntimeStatus>> knownStatuses(List<String> values) {
        List<String> unknown = new ArrayList<>();
        Optional<Set<RuntimeStatus>> statuses = statuses(values, unknown);
        if (!unknown.isEmpty()) {
            throw ProblemException.badRequest("runtimeStatus", "one of " + List.of(RuntimeStatus.values()));
        }
        return statuses;
    }

    /**
     * A time: ISO 8601, in UTC if it names no offset, or a date.
     *
     * @throws ProblemException with 400 if it is invalid
     */
    static @Nullable Instant time(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String whole = text.strip().replace(' ', '+'); // a plus sign that was not encoded
        try {
            // In milliseconds, as the store counts: a time that is too far away for them is invalid.
            return Instant.ofEpochMilli(instant(whole).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw ProblemException.badRequest(name, "an ISO 8601 time such as 2026-11-21T03:44:00Z");
        }
    }

    private static Instant instant(String text) {
        if (!text.contains("T")) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        TemporalAccessor time =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime exact
                ? exact.toInstant()
                : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
    }
}
