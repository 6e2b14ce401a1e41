package dev.connectorkit.workbench.conformance;

import dev.connectorkit.checker.model.Finding;
import dev.connectorkit.test.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a report as JUnit XML. */
final class JUnitForm {

    private final ConformanceReport report;
    private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");

    JUnitForm(ConformanceReport report) {
        this.report = report;
    }

    String write() {
        Map<String, List<Result>> suites = new LinkedHashMap<>();
        report.results()
                .forEach(result -> suites.computeIfAbsent(result.operationId(), any -> new ArrayList<>())
                        .add(result));
        suites.forEach(this::suite);
        document();
        return xml.append("</testsuites>\n").toString();
    }

    private void suite(String operation, List<Result> results) {
        long failed =
                results.stream().filter(result -> result.fails(report.level())).count();
        long skipped = results.stream()
                .filter(result -> result.status() == Status.SKIPPED)
                .count();
        open(operation.isEmpty() ? report.connector() : operation, results.size(), failed, skipped);
        for (Result result : results) {
            String name = result.rule().id() + " " + result.rule().title();
            xml.append("    <testcase classname=\"").append(Xml.escaped(operation.isEmpty() ? "connector" : operation));
            xml.append("\" name=\"").append(Xml.escaped(name)).append("\">");
            if (result.fails(report.level())) {
                String evidence =
                        result.evidence().stream().map(Exchange::toString).collect(Collectors.joining("\n"));
                xml.append("<failure message=\"")
                        .append(Xml.escaped(result.message()))
                        .append("\">");
                xml.append(Xml.escaped(evidence)).append("</failure>");
            } else if (result.status() == Status.SKIPPED) {
                xml.append("<skipped message=\"")
                        .append(Xml.escaped(result.message()))
                        .append("\"/>");
            } else if (!result.message().isEmpty()) {
                xml.append("<system-out>").append(Xml.escaped(result.message())).append("</system-out>");
            }
            xml.append("</testcase>\n");
        }
        xml.append("  </testsuite>\n");
    }

    private void document() {
        List<Finding> findings = report.document().findings();
        open("document", Math.max(1, findings.size()), report.isDocumentRefused() ? findings.size() : 0, 0);
        if (findings.isEmpty()) {
            xml.append("    <testcase classname=\"document\" name=\"no findings\"/>\n");
        }
        for (Finding finding : findings) {
            xml.append("    <testcase classname=\"document\" name=\"")
                    .append(Xml.escaped(finding.ruleId() + " " + finding.pointer()))
                    .append("\">");
            String element = report.isDocumentRefused() ? "failure" : "system-out";
            xml.append('<').append(element).append('>');
            xml.append(Xml.escaped(finding.message() + " " + finding.fix()));
            xml.append("</").append(element).append("></testcase>\n");
        }
        xml.append("  </testsuite>\n");
    }

    private void open(String name, int tests, long failures, long skipped) {
        xml.append("  <testsuite name=\"")
                .append(Xml.escaped(name))
                .append("\" tests=\"")
                .append(tests);
        xml.append("\" failures=\"")
                .append(failures)
                .append("\" skipped=\"")
                .append(skipped)
                .append("\">\n");
    }
}
