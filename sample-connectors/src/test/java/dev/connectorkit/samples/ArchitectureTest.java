package dev.connectorkit.samples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The arrows between the modules run one way, and nobody reaches into another module's inside. */
@AnalyzeClasses(packages = "dev.connectorkit", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "dev.connectorkit.";

    /** Each module's package and the modules that it may use. */
    private static final Map<String, List<String>> ARROWS = Map.ofEntries(
            entry("annotations"),
            entry("swagger", "annotations"),
            entry("designer"),
            entry("mcp"),
            entry("checker", "designer", "mcp", "swagger"),
            entry("guard"),
            entry("storage"),
            entry("callbacks", "annotations", "guard", "storage"),
            entry("kafka", "callbacks"),
            entry("orchestration", "storage"),
            entry("temporal", "orchestration"),
            entry("http", "annotations", "swagger", "storage"),
            entry("sdk", "annotations", "swagger", "guard", "storage", "callbacks", "orchestration", "http", "mcp"),
            entry(
                    "server",
                    "annotations",
                    "swagger",
                    "guard",
                    "storage",
                    "callbacks",
                    "orchestration",
                    "http",
                    "mcp",
                    "sdk"),
            entry("test", "designer", "swagger", "guard", "callbacks", "server"),
            entry("workbench", "designer", "checker", "storage", "test"));

    private static Map.Entry<String, List<String>> entry(String module, String... below) {
        return Map.entry(module, List.of(below));
    }

    /** Here, where all modules are read once. */
    @ArchTest
    static final ArchTests PACKAGES = ArchTests.in(PackageRules.class);

    @ArchTest
    static void modules_use_only_the_modules_below_them(JavaClasses all) {
        ARROWS.forEach((module, below) -> noClasses()
                .that()
                .resideInAPackage(ROOT + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.concat(ARROWS.keySet().stream(), Stream.of("samples", "maven", "spring"))
                        .filter(other -> !other.equals(module) && !below.contains(other))
                        .map(other -> ROOT + other + "..")
                        .toArray(String[]::new))
                .check(all));
    }

    @ArchTest
    static final ArchRule THE_CALLBACK_GUARD_STANDS_ALONE = noClasses()
            .that()
            .resideInAPackage("dev.connectorkit.guard..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "dev.connectorkit.guard..", "org.slf4j..", "org.jspecify..");

    @ArchTest
    static final ArchRule ONLY_THE_SDK_ITS_FOUNDATION_AND_THE_SERVER_KNOW_JERSEY = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.connectorkit.guard..",
                    "dev.connectorkit.storage..",
                    "dev.connectorkit.callbacks..",
                    "dev.connectorkit.orchestration..",
                    "dev.connectorkit.designer..",
                    "dev.connectorkit.mcp..",
                    "dev.connectorkit.checker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "org.glassfish..");

    @ArchTest
    static final ArchRule ONLY_THE_SERVER_KNOWS_GRIZZLY = noClasses()
            .that()
            .resideOutsideOfPackage("dev.connectorkit.server..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.glassfish.grizzly..", "org.glassfish.jersey.grizzly2..");

    @ArchTest
    static final ArchRule ONLY_THE_RUNTIME_ON_TEMPORAL_KNOWS_TEMPORAL = noClasses()
            .that()
            .resideOutsideOfPackage("dev.connectorkit.temporal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.temporal..", "io.grpc..", "com.google.protobuf..");

    @ArchTest
    static final ArchRule ONLY_THE_SOURCE_OF_KAFKA_KNOWS_KAFKA = noClasses()
            .that()
            .resideOutsideOfPackage("dev.connectorkit.kafka..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule ONLY_THE_COMMAND_LINE_OF_THE_CHECKER_KNOWS_SWAGGER = noClasses()
            .that()
            .resideInAPackage("dev.connectorkit.checker..")
            .and()
            .resideOutsideOfPackage("dev.connectorkit.checker.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.connectorkit.swagger..", "io.swagger..");

    @ArchTest
    static final ArchRule THE_INSIDE_OF_ORCHESTRATION_IS_ITS_OWN = classes()
            .that()
            .resideInAPackage("dev.connectorkit.orchestration.internal..")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("dev.connectorkit.orchestration..");

    @ArchTest
    static final ArchRule THE_INSIDE_OF_SWAGGER_IS_ITS_OWN = classes()
            .that()
            .resideInAPackage("dev.connectorkit.swagger.internal..")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("dev.connectorkit.swagger..");

    @ArchTest
    static final ArchRule THE_INSIDE_OF_CALLBACKS_IS_ITS_OWN = classes()
            .that()
            .resideInAPackage("dev.connectorkit.callbacks.internal..")
            .should()
            .onlyBeAccessed()
            .byAnyPackage("dev.connectorkit.callbacks..");

    @ArchTest
    static final ArchRule THE_ENGINE_PLAYS_AGAINST_ANY_CONNECTOR = noClasses()
            .that()
            .resideInAPackage("dev.connectorkit.test")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.connectorkit..")
                    .and(resideOutsideOfPackages(
                            "dev.connectorkit.test", "dev.connectorkit.designer", "dev.connectorkit.guard"))
                    .or(resideInAPackage("org.junit..")));

    @ArchTest
    static final ArchRule NO_SERVLETS_AND_NO_JAVAX = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "javax.ws.rs..", "javax.inject..");
}
