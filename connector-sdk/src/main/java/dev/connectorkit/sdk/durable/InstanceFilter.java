package dev.connectorkit.sdk.durable;

import dev.connectorkit.http.problem.Problem;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The filters of a request for many instances. */
final class InstanceFilter {

    /** Statuses that Durable Functions has and no instance here. */
    private static final Set<String> NEVER = Set.of("canceled", "continuedasnew");

    private InstanceFilter() {}

    /**
     * Parses statuses.
     *
     * @param values each one or several with commas between, in any case
     * @return empty if no instance can have such a status; an empty set stands for any
     * @throws ProblemException with 400 if one is unknown
     */
    static Optional<Set<RuntimeStatus>> statuses(List<String> values) {
        Set<RuntimeStatus> statuses = EnumSet.noneOf(RuntimeStatus.class);
        boolean never = false;
        for (String value : values) {
            for (String each : value.split(",", -1)) {
                String name = each.strip();
                Optional<RuntimeStatus> status = Stream.of(RuntimeStatus.values())
                        .filter(one -> one.toString().equalsIgnoreCase(name))
                        .findFirst();
                status.ifPresent(statuses::add);
                never |= NEVER.contains(name.toLowerCase(Locale.ROOT));
                if (status.isEmpty() && !name.isEmpty() && !NEVER.contains(name.toLowerCase(Locale.ROOT))) {
                    throw ProblemException.badRequest("runtimeStatus", "one of " + List.of(RuntimeStatus.values()));
                }
            }
        }
        return never && statuses.isEmpty() ? Optional.empty() : Optional.of(statuses);
    }

    /**
     * Passes each tag on.
     *
     * @param values each a name and a value with a colon between
     * @throws ProblemException with 400 if one is invalid
     */
    static void tags(List<String> values, BiConsumer<String, String> tag) {
        for (String value : values) {
            int colon = value.indexOf(':');
            if (colon < 1) {
                throw ProblemException.badRequest("tag", "a name and a value with a colon between: customer:C-7");
            }
            checked("tag", () -> tag.accept(value.substring(0, colon), value.substring(colon + 1)));
        }
    }

    /** Runs an operation on an option; its IllegalArgumentException is a 400 that names the field. */
    static void checked(String field, Runnable operation) {
        try {
            operation.run();
        } catch (IllegalArgumentException e) {
            String message = e.getMessage() + ".";
            throw new ProblemException(400, message, new Problem.FieldError(field, message));
        }
    }

    /**
     * Returns a time: ISO 8601, in UTC if it names no offset, or a date.
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
