package dev.connectorkit.designer;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The packages of this module depend on each other one way. */
@AnalyzeClasses(packages = "dev.connectorkit.designer", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

    @ArchTest
    static final ArchRule THERE_ARE_NO_CIRCLES =
            slices().matching("dev.connectorkit.(**)").should().beFreeOfCycles();
}
