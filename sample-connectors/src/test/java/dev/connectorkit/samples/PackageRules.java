package dev.connectorkit.samples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** The arrows between the packages of each module run one way, and nothing internal stands in a public signature. */
final class PackageRules {

    private static final String ORCHESTRATION = "dev.connectorkit.orchestration";

    private PackageRules() {}

    /** The features of the SDK may have circles within themselves. */
    @ArchTest
    static void packages_have_no_circles(JavaClasses all) {
        slices().matching("dev.connectorkit.(**)")
                .should()
                .beFreeOfCycles()
                .check(all.that(resideOutsideOfPackage("dev.connectorkit.sdk..")));
    }

    @ArchTest
    static final ArchRule FEATURES_OF_THE_SDK_HAVE_NO_CIRCLES =
            slices().matching("dev.connectorkit.sdk.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule FEATURES_OF_THE_SDK_DO_NOT_KNOW_ITS_ROOT = noClasses()
            .that()
            .resideInAPackage("dev.connectorkit.sdk.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.connectorkit.sdk");

    @ArchTest
    static final ArchRule THE_MODEL_OF_ORCHESTRATIONS_DEPENDS_ON_NO_OTHER_PACKAGE = noClasses()
            .that()
            .resideInAPackage(ORCHESTRATION)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ORCHESTRATION + ".internal..",
                    ORCHESTRATION + ".embedded..",
                    ORCHESTRATION + ".history..",
                    ORCHESTRATION + ".runtime..",
                    ORCHESTRATION + ".testing..",
                    "dev.connectorkit.storage..",
                    "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule NO_SIGNATURE_OF_ORCHESTRATION_HAS_AN_INTERNAL_TYPE = noInternalTypeIn(ORCHESTRATION + "..");

    @ArchTest
    static final ArchRule NO_SIGNATURE_OF_CALLBACKS_HAS_AN_INTERNAL_TYPE =
            noInternalTypeIn("dev.connectorkit.callbacks..");

    /** Only the root: the packages beside it are read by the SDK. */
    @ArchTest
    static final ArchRule NO_SIGNATURE_OF_SWAGGER_HAS_AN_INTERNAL_TYPE = noInternalTypeIn("dev.connectorkit.swagger");

    private static ArchRule noInternalTypeIn(String packages) {
        return classes()
                .that(resideInAPackage(packages).and(resideOutsideOfPackage("..internal..")))
                .and()
                .arePublic()
                .should(new ArchCondition<JavaClass>("have no internal type in a public or protected signature") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        Stream<JavaClass> units = type.getCodeUnits().stream()
                                .filter(unit -> isVisible(unit.getModifiers()))
                                .flatMap(PackageRules::typesOf);
                        Stream<JavaClass> fields = type.getFields().stream()
                                .filter(field -> isVisible(field.getModifiers()))
                                .map(JavaField::getRawType);
                        Stream.concat(units, fields)
                                .filter(resideInAPackage("dev.connectorkit.*.internal.."))
                                .forEach(used -> events.add(SimpleConditionEvent.violated(
                                        type, type.getName() + " has " + used.getName() + " in a signature")));
                    }
                });
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> typesOf(JavaCodeUnit unit) {
        return Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream());
    }
}
