package dev.connectorkit.sdk;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The packages of the module depend on each other in one direction only. */
@AnalyzeClasses(packages = "dev.connectorkit.sdk", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule FEATURES_ARE_FREE_OF_CYCLES =
            slices().matching("dev.connectorkit.sdk.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule FEATURES_DO_NOT_KNOW_THE_ROOT =
            com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses()
                    .that()
                    .resideInAPackage("dev.connectorkit.sdk.*..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.connectorkit.sdk");
}
