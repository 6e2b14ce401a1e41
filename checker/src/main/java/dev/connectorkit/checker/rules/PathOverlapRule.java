package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class PathOverlapRule extends BasicRule {

    private static final Pattern TEMPLATE = Pattern.compile("\\{[^}]*}");

    PathOverlapRule() {
        super(
                "path-overlap",
                SeverityByProfile.WARNING,
                DocPage.VALIDATOR,
                "No template of a path takes what is a fixed part of another path with the same method.",
                "A request, or a saved workflow, can be taken for the other operation: /orders/new for the order called new.",
                "Give one of the two a fixed part of its own, as in \"/orders/by-id/{orderId}\".",
                "PartialDuplicateOperationPath");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        Map<String, List<Route>> alike = document.operations().stream()
                .map(Route::of)
                .collect(Collectors.groupingBy(
                        route -> route.operation().method() + route.segments().size()));
        for (List<Route> group : alike.values()) {
            for (Route route : group) {
                group.stream()
                        .filter(other -> route.isOpen() && takes(route.segments(), other.segments()))
                        .findFirst()
                        .ifPresent(other -> reporter.report(
                                route.operation().path(),
                                route.operation().title() + " takes requests for "
                                        + other.operation().path().key() + " as well."));
            }
        }
    }

    /** An operation with the segments of its path. */
    private record Route(Operation operation, List<Segment> segments) {

        static Route of(Operation operation) {
            return new Route(
                    operation,
                    Stream.of(operation.path().key().split("/", -1))
                            .map(Segment::of)
                            .toList());
        }

        boolean isOpen() {
            return segments.stream().anyMatch(Segment::open);
        }
    }

    /**
     * A segment of a path.
     *
     * @param open whether it has a template
     * @param whole whether it is nothing but a template
     */
    private record Segment(String text, boolean open, boolean whole) {

        static Segment of(String text) {
            return new Segment(text, TEMPLATE.matcher(text).find(), text.startsWith("{") && text.endsWith("}"));
        }
    }

    private static boolean takes(List<Segment> general, List<Segment> special) {
        boolean more = false;
        for (int i = 0; i < general.size(); i++) {
            Segment one = general.get(i);
            Segment other = special.get(i);
            if (!one.open() && !one.text().equalsIgnoreCase(other.text())) {
                return false;
            }
            if (one.open() && !other.open() && !one.whole()) {
                return false;
            }
            more |= one.open() && !other.open();
        }
        return more;
    }
}
