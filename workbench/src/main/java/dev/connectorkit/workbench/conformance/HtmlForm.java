package dev.connectorkit.workbench.conformance;

import dev.connectorkit.checker.model.Finding;
import dev.connectorkit.test.Exchange;
import java.util.Locale;

/** Writes a report as one HTML page. */
final class HtmlForm {

    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>%s: conformance</title><style>
            :root{color-scheme:light dark;--line:#8884;--pass:#2a7d4f;--fail:#c2343b;--warn:#b7791f;--mute:#888}
            body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.6rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .3rem}
            details,.row{border-top:1px solid var(--line);padding:.35rem 0}summary{cursor:pointer}
            .id{display:inline-block;min-width:5.5rem;font-family:ui-monospace,monospace}
            .s{display:inline-block;min-width:5.5rem;font-weight:600}
            .pass{color:var(--pass)}.fail{color:var(--fail)}.warn{color:var(--warn)}.skip,.bypassed{color:var(--mute)}
            .why{color:var(--mute);margin-left:11rem}
            pre{overflow:auto;background:#8881;padding:.8rem;border-radius:.4rem;font-size:.85rem}
            </style></head><body>
            """;

    private final ConformanceReport report;
    private final StringBuilder html = new StringBuilder();

    HtmlForm(ConformanceReport report) {
        this.report = report;
    }

    String write() {
        html.append(HEAD.formatted(Xml.escaped(report.connector())));
        html.append("<h1>").append(Xml.escaped(report.connector())).append("</h1><p>Level ");
        html.append(report.level().name().toLowerCase(Locale.ROOT)).append(": ");
        html.append(report.count(Status.PASSED))
                .append(" passed, ")
                .append(report.failures().size());
        html.append(" failed, ").append(report.warnings().size()).append(" warnings, ");
        html.append(report.count(Status.BYPASSED)).append(" bypassed, ");
        html.append(report.count(Status.SKIPPED)).append(" skipped</p>\n");
        String operation = null;
        for (Result result : report.results()) {
            if (!result.operationId().equals(operation)) {
                operation = result.operationId();
                html.append("<h2>")
                        .append(operation.isEmpty() ? "All operations" : Xml.escaped(operation))
                        .append("</h2>\n");
            }
            row(result);
        }
        document();
        return html.append("</body></html>\n").toString();
    }

    private void row(Result result) {
        String word = result.word(report.level()).toLowerCase(Locale.ROOT);
        String line = "<span class=\"s " + word + "\">" + word + "</span> <span class=\"id\">"
                + result.rule().id() + "</span> " + Xml.escaped(result.rule().title());
        String why = result.message().isEmpty() ? "" : "<div class=\"why\">" + Xml.escaped(result.message()) + "</div>";
        if (result.evidence().isEmpty()) {
            html.append("<div class=\"row\">").append(line).append(why).append("</div>\n");
            return;
        }
        html.append(word.equals("fail") ? "<details open><summary>" : "<details><summary>");
        html.append(line).append(why).append("</summary>");
        for (Exchange exchange : result.evidence()) {
            html.append("<pre>").append(Xml.escaped(exchange.toString())).append("</pre>");
        }
        html.append("</details>\n");
    }

    private void document() {
        html.append("<h2>The document</h2>\n");
        if (report.document().findings().isEmpty()) {
            html.append("<div class=\"row\">No findings</div>\n");
        }
        for (Finding finding : report.document().findings()) {
            html.append("<div class=\"row\"><span class=\"s\">")
                    .append(finding.severity())
                    .append("</span> ");
            html.append("<span class=\"id\">")
                    .append(Xml.escaped(finding.ruleId()))
                    .append("</span> ");
            html.append(Xml.escaped(finding.message() + " " + finding.fix()));
            html.append("<div class=\"why\">")
                    .append(Xml.escaped(finding.pointer()))
                    .append("</div></div>\n");
        }
    }
}
