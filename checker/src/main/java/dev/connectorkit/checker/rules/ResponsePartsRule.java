package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;
import dev.connectorkit.designer.document.Value;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

final class ResponsePartsRule extends BasicRule {

    ResponsePartsRule() {
        super(
                "response-parts",
                SeverityByProfile.STRICTER,
                DocPage.VALIDATOR,
                "A response has each header once, and examples of media types that its operation produces.",
                "Names of headers are the same in upper and lower case; an example of another type can never be sent.",
                "Correct the header or the key of the example.",
                "ResponseHeadersAreNotUnique",
                "ResponseExampleMustBeProducedByOperation");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Value response : document.responses()) {
            Set<String> headers = new HashSet<>();
            for (Value header : response.get("headers").children()) {
                if (!headers.add(header.key().toLowerCase(Locale.ROOT))) {
                    reporter.report(header, "The header \"" + header.key() + "\" is declared twice.");
                }
            }
        }
        for (Operation operation : document.operations()) {
            Consumed produced = Consumed.producedBy(operation);
            for (Value response : operation.responses()) {
                for (Value example : response.get("examples").children()) {
                    String type = example.key().replaceAll(";.*", "").strip().toLowerCase(Locale.ROOT);
                    boolean known =
                            produced.types().contains(type) || produced.types().contains("*/*");
                    if (!known && !example.key().startsWith("x-")) {
                        reporter.report(
                                SeverityByProfile.WARNING,
                                example,
                                operation.title() + " does not produce " + example.key()
                                        + ", and has an example of it.",
                                "Key examples by a media type of \"produces\".");
                    }
                }
            }
        }
    }
}
