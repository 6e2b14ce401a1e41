package dev.connectorkit.checker.rules;

import dev.connectorkit.checker.model.Reporter;
import dev.connectorkit.checker.model.SeverityByProfile;
import dev.connectorkit.designer.document.Document;
import dev.connectorkit.designer.document.Operation;

final class SplitOnRule extends BasicRule {

    SplitOnRule() {
        super(
                "batch-spliton",
                SeverityByProfile.ERROR,
                DocPage.EXTENSIONS,
                "The list of a batch trigger is the only thing that people see on the way to it, so that each item starts a run.",
                "The designer derives the list to split from the schema, and gives up where it has a choice.",
                "Hide the others with \"x-ms-visibility\": \"internal\".");
    }

    @Override
    public void check(Document document, Reporter reporter) {
        for (Operation operation : document.operations()) {
            if (!operation.value().text("x-ms-trigger").equals("batch")
                    || !operation.output().exists()) {
                continue;
            }
            SplitOnPath split = SplitOnPath.of(operation.output());
            if (!split.peers().isEmpty()) {
                reporter.report(
                        split.at(),
                        "The whole list starts one run, as people see more than the list: "
                                + String.join(", ", split.peers()) + ".");
            } else if (split.found() && split.names().stream().anyMatch(name -> name.matches(".*[.\\[*?~].*"))) {
                reporter.report(
                        SeverityByProfile.WARNING,
                        split.at(),
                        "The list is below a name with one of . [ * ? ~, which designers do not find again: "
                                + String.join(", ", split.names()) + ".",
                        "Rename the property, or answer with the list itself.");
            } else if (!split.found()) {
                reporter.report(
                        split.at(),
                        "Designers find no list here, so there is no run for each item.",
                        "Write \"type\": \"array\", or \"object\" with one visible property that is an array.");
            }
        }
    }
}
