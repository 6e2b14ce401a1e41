package dev.connectorkit.samples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the modules run one way, and nobody reaches into another module's inside. */
@AnalyzeClasses(packages = "dev.connectorkit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule SWAGGER_KNOWS_NO_OTHER_MODULE = noClasses()
            .that()
            .resideInAPackage("..swagger..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..storage..", "..orchestration..", "..sdk..", "..samples..");

    @ArchTest
    static final ArchRule STORAGE_KNOWS_NO_OTHER_MODULE = noClasses()
            .that()
            .resideInAPackage("..storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..swagger..", "dev.connectorkit.orchestration..", "..sdk..", "..samples..");

    @ArchTest
    static final ArchRule ORCHESTRATION_KNOWS_STORAGE_AND_NO_HTTP = noClasses()
            .that()
            .resideInAPackage("dev.connectorkit.orchestration..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..swagger..", "..sdk..", "..samples..", "jakarta.ws.rs..", "org.glassfish..");

    @ArchTest
    static final ArchRule THE_INSIDE_OF_ORCHESTRATION_IS_ITS_OWN = classes()
            .that()
            .resideInAPackage("dev.connectorkit.orchestration.internal..")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("dev.connectorkit.orchestration..");

    @ArchTest
    static final ArchRule THE_CALLBACK_GUARD_STANDS_ALONE = noClasses()
            .that()
            .resideInAPackage("dev.connectorkit.sdk.guard..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "dev.connectorkit.sdk.guard..", "org.slf4j..", "org.jspecify..");

    @ArchTest
    static final ArchRule THE_SDK_KNOWS_NO_SAMPLE = noClasses()
            .that()
            .resideInAPackage("..sdk..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..samples..");

    @ArchTest
    static final ArchRule THE_INSIDE_OF_SWAGGER_IS_ITS_OWN = classes()
            .that()
            .resideInAPackage("dev.connectorkit.swagger.internal..")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("dev.connectorkit.swagger..");

    @ArchTest
    static final ArchRule THE_INSIDE_OF_THE_SDK_IS_ITS_OWN = classes()
            .that()
            .resideInAPackage("dev.connectorkit.sdk.internal..")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("dev.connectorkit.sdk..");

    @ArchTest
    static final ArchRule NO_SERVLETS_AND_NO_JAVAX = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "javax.ws.rs..", "javax.inject..");
}
