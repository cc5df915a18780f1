package cx.warehouse;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the code with the table of {@code docs/architecture.md}: which package may use which. */
@AnalyzeClasses(
        packages = "cx.warehouse",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJar.class})
class ArchitectureTest {

    /** Leaves out the tests of transforms: they come as a jar, and its place does not tell it from code. */
    static final class NoTestJar implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String CONTRACT = "cx.warehouse.contract..";
    private static final String QUALITY = "cx.warehouse.quality..";
    private static final String CONFORM = "cx.warehouse.conform..";
    private static final String INFER = "cx.warehouse.infer..";
    private static final String EXPERIENCE = "cx.warehouse.experience..";
    private static final String FILES = "cx.warehouse.files..";
    private static final String LEDGER = "cx.warehouse.ledger..";
    private static final String SPARK = "cx.warehouse.spark..";
    private static final String TABLES = "cx.warehouse.tables..";
    private static final String SETTINGS = "cx.warehouse.settings..";
    private static final String CHECKS = "cx.warehouse.checks..";
    private static final String NIGHT = "cx.warehouse.night..";
    private static final String AUTHORING = "cx.warehouse.authoring..";
    private static final String REPORT = "cx.warehouse.report..";
    private static final String CLI = "cx.warehouse.cli..";
    private static final String BENCH = "cx.warehouse.bench..";
    private static final String SAMPLE = "cx.warehouse.sample..";

    private static final List<String> ALL = List.of(
            CONTRACT,
            QUALITY,
            CONFORM,
            INFER,
            EXPERIENCE,
            FILES,
            LEDGER,
            SPARK,
            TABLES,
            SETTINGS,
            CHECKS,
            NIGHT,
            AUTHORING,
            REPORT,
            CLI,
            BENCH,
            SAMPLE);

    private static final String[] TRANSFORMS = {CONTRACT, QUALITY, CONFORM, INFER, EXPERIENCE};

    /** The rule that a package uses only itself and the given other packages of the project. */
    private static ArchRule usesOnly(String place, String because, String... others) {
        List<String> allowed =
                Stream.concat(Stream.of(place), Stream.of(others)).toList();
        return noClasses()
                .that()
                .resideInAPackage(place)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ALL.stream().filter(one -> !allowed.contains(one)).toArray(String[]::new))
                .because(because);
    }

    @ArchTest
    static final ArchRule contractsUseNothingOfOurs =
            usesOnly(CONTRACT, "declarations are values; any tool may read them");

    @ArchTest
    static final ArchRule contractsKnowNoSpark = noClasses()
            .that()
            .resideInAPackage(CONTRACT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "scala..")
            .because("declarations are values; any tool may read them");

    @ArchTest
    static final ArchRule qualityUsesNothingOfOurs = usesOnly(QUALITY, "it could become a library of its own");

    @ArchTest
    static final ArchRule conformUsesContracts =
            usesOnly(CONFORM, "reading rows as a contract says is no business rule", CONTRACT);

    @ArchTest
    static final ArchRule inferUsesContractsAndTheirReader =
            usesOnly(INFER, "a draft is a contract that was tried", CONTRACT, CONFORM);

    @ArchTest
    static final ArchRule experienceUsesFramesOnly = usesOnly(EXPERIENCE, "business rules are functions of frames");

    @ArchTest
    static final ArchRule conformIsUsedByItsFace = noClasses()
            .that()
            .resideOutsideOfPackages(CONFORM)
            .should()
            .dependOnClassesThat(resideInAnyPackage("cx.warehouse.conform.file..", "cx.warehouse.conform.record..")
                    .and(not(name("cx.warehouse.conform.file.TextPreview"))))
            .because(
                    "the face is the top package, with the deliveries, shapes and reference data that it takes and returns");

    @ArchTest
    static final ArchRule typesOfConformAreReferenceDataOutside = noClasses()
            .that()
            .resideOutsideOfPackages(CONFORM)
            .should()
            .dependOnClassesThat(resideInAPackage("cx.warehouse.conform.type..")
                    .and(JavaClass.Predicates.simpleNameStartingWith("ReferenceData")
                            .negate())
                    .and(new com.tngtech.archunit.base.DescribedPredicate<JavaClass>("are no parts of ReferenceData") {
                        @Override
                        public boolean test(JavaClass one) {
                            return !one.getName().contains("ReferenceData");
                        }
                    }))
            .because("other packages hand reference data in, and know nothing of how cells become values");

    @ArchTest
    static final ArchRule qualityIsUsedByItsFace = noClasses()
            .that()
            .resideOutsideOfPackages(QUALITY)
            .should()
            .dependOnClassesThat(resideInAPackage("cx.warehouse.quality.*..")
                    .and(resideInAPackage("cx.warehouse.quality.suite").negate())
                    .and(JavaClass.Predicates.simpleName("SuiteSuggester").negate()))
            .because("the face is the top package, with Great Expectations' documents and the first suite");

    @ArchTest
    static final ArchRule transformsOpenNoFile = noClasses()
            .that()
            .resideInAnyPackage(TRANSFORMS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.nio.file..", "org.apache.hadoop..", "org.springframework..", "org.apache.iceberg..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.io\\.(RandomAccess)?File(|Reader|Writer|InputStream|OutputStream)")
            .because("transforms are functions of frames; jobs read and write");

    @ArchTest
    static final ArchRule transformsReadNoClock = noClasses()
            .that()
            .resideInAnyPackage(TRANSFORMS)
            .should()
            .callMethodWhere(target(name("now")).and(target(owner(resideInAPackage("java.time..")))))
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .callConstructor(java.util.Date.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("the same inputs give the same tables on any day");

    @ArchTest
    static final ArchRule filesUseConformOnly = usesOnly(FILES, "a tree of files holds any bytes", CONFORM);

    @ArchTest
    static final ArchRule ledgerUsesFiles = usesOnly(LEDGER, "it remembers loads and files", FILES, CONFORM, CONTRACT);

    @ArchTest
    static final ArchRule sparkUsesFilesAndDatabase = usesOnly(SPARK, "a session runs any query", FILES, LEDGER);

    @ArchTest
    static final ArchRule tablesMoveRowsOfAnyMeaning =
            usesOnly(TABLES, "it moves rows and files, whatever they mean", FILES, LEDGER, SPARK, CONFORM, CONTRACT);

    @ArchTest
    static final ArchRule settingsAreValues =
            usesOnly(SETTINGS, "a setting is a value", CONTRACT, CONFORM, FILES, LEDGER, SPARK);

    @ArchTest
    static final ArchRule checksHoldTablesToSuites = usesOnly(
            CHECKS, "a suite judges any table", CONTRACT, CONFORM, QUALITY, FILES, LEDGER, SPARK, TABLES, SETTINGS);

    @ArchTest
    static final ArchRule nothingBelowTheNightKnowsSpring = noClasses()
            .that()
            .resideInAnyPackage(FILES, LEDGER, SPARK, TABLES, SETTINGS, CHECKS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..")
            .because("Spring Batch orders steps, and a step calls these");

    @ArchTest
    static final ArchRule nightsKnowNoCommandLine = noClasses()
            .that()
            .resideInAPackage(NIGHT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLI, BENCH, SAMPLE, AUTHORING, INFER, "picocli..")
            .because("a night runs without a command line");

    @ArchTest
    static final ArchRule nightsHoldNoColumnExpression = noClasses()
            .that()
            .resideInAPackage(NIGHT)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.apache.spark.sql.functions")
            .because("a night is order and wiring; rules about columns are functions of frames");

    @ArchTest
    static final ArchRule businessRulesKeepNoRows = noClasses()
            .that()
            .resideInAPackage(EXPERIENCE)
            .should()
            .callMethodWhere(target(HasName.Predicates.nameMatching("localCheckpoint|checkpoint|persist|cache"))
                    .and(target(owner(JavaClass.Predicates.assignableTo(org.apache.spark.sql.Dataset.class)))))
            .because("where rows stay until they are used depends on the cluster, so the caller decides it");

    @ArchTest
    static final ArchRule businessRulesReadNoSessionSetting = noClasses()
            .that()
            .resideInAPackage(EXPERIENCE)
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.apache.spark.sql.RuntimeConfig")
            .because("settings come as values; no two modules talk through the session");

    @ArchTest
    static final ArchRule reportsUseContractsFilesAndLedger =
            usesOnly(REPORT, "pages are made from files alone, on any machine", CONTRACT, FILES, LEDGER);

    @ArchTest
    static final ArchRule reportsReadResults = noClasses()
            .that()
            .resideInAPackage(REPORT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "org.apache.spark..", "org.apache.iceberg..", "scala..", "picocli..")
            .because("pages are made from files alone, on any machine");

    @ArchTest
    static final ArchRule authoringKnowsNoCommandLine = usesOnly(
            AUTHORING,
            "a contract is tried without a night",
            CONTRACT,
            CONFORM,
            INFER,
            QUALITY,
            FILES,
            LEDGER,
            SPARK,
            TABLES,
            SETTINGS,
            CHECKS,
            NIGHT);

    @ArchTest
    static final ArchRule commandsHoldNoBusinessRule = noClasses()
            .that()
            .resideInAnyPackage(CLI, BENCH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INFER, EXPERIENCE)
            .because("commands start things and show things");

    @ArchTest
    static final ArchRule samplesStandAlone =
            usesOnly(SAMPLE, "the truth of a sample must not come from the code it tests");

    @ArchTest
    static final ArchRule samplesKnowNoSpark = noClasses()
            .that()
            .resideInAPackage(SAMPLE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.spark..")
            .because("the truth of a sample must not come from the code it tests");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            SlicesRuleDefinition.slices().matching("cx.warehouse.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onePlaceBuildsTheSession = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("cx.warehouse.spark.SessionStart")
            .should()
            .callMethod(org.apache.spark.sql.SparkSession.class, "builder")
            .because("one place builds the Spark session");

    @ArchTest
    static final ArchRule onePackageTunesSpark = noClasses()
            .that()
            .resideOutsideOfPackage(SPARK)
            .should()
            .callMethodWhere(target(HasName.Predicates.nameMatching("set|unset"))
                    .and(target(owner(JavaClass.Predicates.assignableTo(org.apache.spark.sql.RuntimeConfig.class)
                            .or(JavaClass.Predicates.assignableTo(org.apache.spark.SparkConf.class))))))
            .because("settings of Spark and their reasons stand in one package");

    /** Reads the sources, since compiled code does not show which text is the name of a property. */
    @Test
    void noOtherPackageNamesAPropertyOfSpark() throws IOException {
        Path home = Path.of(System.getProperty("cxw.home", ".."));
        List<String> found = new ArrayList<>();
        int read = 0;
        for (String module : List.of("transforms", "jobs")) {
            Path root = home.resolve(module + "/src/main/java/cx/warehouse");
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    read++;
                    if (!file.startsWith(root.resolve("spark"))
                            && Files.readString(file).contains("\"spark.")) {
                        found.add(file.toString());
                    }
                }
            }
        }
        assertThat(read).isGreaterThan(200);
        assertThat(found).isEmpty();
    }

    @ArchTest
    static final ArchRule fewClassesUseThePlannerOfSpark = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("cx.warehouse.spark.SparkInternals")
            .and()
            .doNotHaveFullyQualifiedName("cx.warehouse.conform.type.SparkRows")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.spark.sql.classic..",
                    "org.apache.spark.sql.execution..",
                    "org.apache.spark.sql.catalyst.plans..")
            .because("an upgrade of Spark may change its planner, so one class adapts it and one makes frames");

    @ArchTest
    static void noTwoClassesShareASimpleName(JavaClasses classes) {
        Map<String, List<JavaClass>> byName = classes.stream()
                .filter(one -> one.isTopLevelClass() && !one.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getSimpleName));
        assertThat(byName.values().stream().filter(same -> same.size() > 1).toList())
                .isEmpty();
    }
}
