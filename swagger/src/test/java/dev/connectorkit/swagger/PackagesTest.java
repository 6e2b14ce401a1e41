package dev.connectorkit.swagger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The packages of this module depend on each other one way. */
@AnalyzeClasses(packages = "dev.connectorkit.swagger", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

    @ArchTest
    static final ArchRule THERE_ARE_NO_CIRCLES =
            slices().matching("dev.connectorkit.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_INTERNAL_TYPE_STANDS_IN_A_PUBLIC_SIGNATURE = noMethods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(JavaClass.Predicates.resideInAPackage("dev.connectorkit.swagger"))
            .and()
            .areDeclaredInClassesThat(HasModifiers.Predicates.modifier(JavaModifier.PUBLIC))
            .should()
            .haveRawReturnType(JavaClass.Predicates.resideInAPackage("dev.connectorkit.swagger.internal.."))
            .orShould()
            .haveRawParameterTypes(DescribedPredicate.anyElementThat(
                    JavaClass.Predicates.resideInAPackage("dev.connectorkit.swagger.internal..")));
}
