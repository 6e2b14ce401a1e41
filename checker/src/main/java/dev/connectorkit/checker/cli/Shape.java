package dev.connectorkit.checker.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.connectorkit.checker.Checker;
import dev.connectorkit.checker.rules.Rules;
import dev.connectorkit.designer.document.Source;
import java.io.PrintWriter;

/** Finds the members of a document that have another JSON type than Swagger 2.0 gives them: no command can go on with those. */
final class Shape {

    private Shape() {}

    /** Writes the findings of a whole check, and returns true, if a member has a wrong type; otherwise returns false. */
    static boolean isWrong(String name, ObjectNode document, PrintWriter err) {
        Source source = new Source(name, document.toPrettyString());
        boolean wrong =
                Checker.builder().rules(Rules.structure()).build().check(source).exitCode() != 0;
        if (wrong) {
            err.println(Checker.builder().build().check(source).toText(false));
        }
        return wrong;
    }
}
