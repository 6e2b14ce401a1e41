package dev.connectorkit.callbacks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Dependencies between the packages of the module. */
@AnalyzeClasses(packages = "dev.connectorkit.callbacks", importOptions = ImportOption.DoNotIncludeTests.class)
class CallbacksArchitectureTest {

    private static final SliceAssignment PACKAGES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith("dev.connectorkit.callbacks")
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    };

    @ArchTest
    static void packagesAreFreeOfCycles(JavaClasses all) {
        slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(all);
    }

    @ArchTest
    static void noPublicSignatureNamesAnInternalType(JavaClasses all) {
        List<String> leaks = all.stream()
                .filter(CallbacksArchitectureTest::isApi)
                .flatMap(CallbacksArchitectureTest::signatures)
                .filter(signature -> signature.contains("callbacks.internal"))
                .toList();
        assertThat(leaks).isEmpty();
    }

    private static boolean isApi(JavaClass type) {
        return !type.getPackageName().contains(".internal")
                && type.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Stream<String> signatures(JavaClass type) {
        Stream<String> code = type.getCodeUnits().stream()
                .filter(unit -> isVisible(unit.getModifiers()))
                .map(JavaCodeUnit::getFullName)
                .toList()
                .stream();
        Stream<String> returned = type.getMethods().stream()
                .filter(method -> isVisible(method.getModifiers()))
                .map(method -> method.getFullName() + " returns "
                        + method.getReturnType().getName());
        Stream<String> fields = type.getFields().stream()
                .filter(field -> isVisible(field.getModifiers()))
                .map((JavaField field) ->
                        field.getFullName() + " is " + field.getType().getName());
        return Stream.of(code, returned, fields).flatMap(each -> each);
    }
}
