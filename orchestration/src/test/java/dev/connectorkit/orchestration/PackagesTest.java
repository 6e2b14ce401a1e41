package dev.connectorkit.orchestration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** The arrows between the packages of this module. */
@AnalyzeClasses(packages = "dev.connectorkit.orchestration", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

    private static final String ROOT = "dev.connectorkit.orchestration";

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_MODEL_DEPENDS_ON_NO_OTHER_PACKAGE = noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".internal..",
                    ROOT + ".embedded..",
                    ROOT + ".history..",
                    ROOT + ".runtime..",
                    ROOT + ".testing..",
                    "dev.connectorkit.storage..",
                    "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule NO_PUBLIC_SIGNATURE_HAS_AN_INTERNAL_TYPE = classes()
            .that()
            .resideOutsideOfPackage(ROOT + ".internal..")
            .and()
            .arePublic()
            .should(new ArchCondition<JavaClass>("have no internal type in a public or protected signature") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    Stream<JavaClass> units = type.getCodeUnits().stream()
                            .filter(unit -> isVisible(unit.getModifiers()))
                            .flatMap(PackagesTest::typesOf);
                    Stream<JavaClass> fields = type.getFields().stream()
                            .filter(field -> isVisible(field.getModifiers()))
                            .map(JavaField::getRawType);
                    Stream.concat(units, fields)
                            .filter(used -> used.getPackageName().startsWith(ROOT + ".internal"))
                            .forEach(used -> events.add(SimpleConditionEvent.violated(
                                    type, type.getName() + " has " + used.getName() + " in a signature")));
                }
            });

    private static boolean isVisible(java.util.Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> typesOf(JavaCodeUnit unit) {
        return Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream());
    }
}
