package dev.connectorkit.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The starter depends on the SDK, and on nothing beside it. */
@AnalyzeClasses(packages = "dev.connectorkit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule THE_STARTER_KNOWS_NEITHER_SERVER_NOR_CHECKER = noClasses()
            .that()
            .resideInAPackage("dev.connectorkit.spring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.connectorkit.server..", "dev.connectorkit.checker..", "dev.connectorkit.(*).internal..");

    @ArchTest
    static final ArchRule NOBODY_ELSE_KNOWS_SPRING = noClasses()
            .that()
            .resideOutsideOfPackage("dev.connectorkit.spring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "dev.connectorkit.spring..");
}
