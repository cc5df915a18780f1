package cx.warehouse;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Holds the code to the table of who may know whom. */
@AnalyzeClasses(
        packages = "cx.warehouse",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJar.class})
class ArchitectureTest {

    /** The tests of transforms come as a jar, which is not told from code by its place. */
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
    private static final String STORAGE = "cx.warehouse.storage..";
    private static final String REPORT = "cx.warehouse.report..";
    private static final String BATCH = "cx.warehouse.batch..";
    private static final String CLI = "cx.warehouse.cli..";
    private static final String SAMPLE = "cx.warehouse.sample..";

    @ArchTest
    static final ArchRule contractsAreRecordsAndNothingElse = noClasses()
            .that()
            .resideInAPackage(CONTRACT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    INFER,
                    QUALITY,
                    CONFORM,
                    EXPERIENCE,
                    STORAGE,
                    REPORT,
                    BATCH,
                    CLI,
                    SAMPLE,
                    "org.apache.spark..",
                    "scala..")
            .because("declarations are values; any tool may read them");

    @ArchTest
    static final ArchRule qualityKnowsNothingOfOurs = noClasses()
            .that()
            .resideInAPackage(QUALITY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INFER, CONTRACT, CONFORM, EXPERIENCE, STORAGE, REPORT, BATCH, CLI, SAMPLE)
            .because("it can be lifted out whole");

    @ArchTest
    static final ArchRule conformKnowsContractsOnly = noClasses()
            .that()
            .resideInAPackage(CONFORM)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INFER, QUALITY, EXPERIENCE, STORAGE, REPORT, BATCH, CLI, SAMPLE)
            .because("holding rows to contracts is no business rule");

    @ArchTest
    static final ArchRule inferKnowsContractsAndTheirReader = noClasses()
            .that()
            .resideInAPackage(INFER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(QUALITY, EXPERIENCE, STORAGE, REPORT, BATCH, CLI, SAMPLE)
            .because("a draft is a contract that was tried");

    @ArchTest
    static final ArchRule experienceKnowsFramesOnly = noClasses()
            .that()
            .resideInAPackage(EXPERIENCE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INFER, CONTRACT, QUALITY, CONFORM, STORAGE, REPORT, BATCH, CLI, SAMPLE)
            .because("business rules are functions of frames");

    @ArchTest
    static final ArchRule transformsOpenNoFile = noClasses()
            .that()
            .resideInAnyPackage(CONTRACT, QUALITY, CONFORM, INFER, EXPERIENCE)
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
            .resideInAnyPackage(CONTRACT, QUALITY, CONFORM, INFER, EXPERIENCE)
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
    static final ArchRule storageKnowsNoSpringAndNoBusiness = noClasses()
            .that()
            .resideInAPackage(STORAGE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INFER, "org.springframework..", EXPERIENCE, REPORT, BATCH, CLI, SAMPLE)
            .because("it moves rows and files, whatever they mean");

    @ArchTest
    static final ArchRule reportsReadResultsAndNothingElse = noClasses()
            .that()
            .resideInAPackage(REPORT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    CONFORM,
                    EXPERIENCE,
                    BATCH,
                    CLI,
                    SAMPLE,
                    "org.springframework..",
                    "org.apache.spark..",
                    "org.apache.iceberg..",
                    "scala..",
                    "picocli..")
            .because("pages are made from files alone, on any machine");

    @ArchTest
    static final ArchRule batchIsNoCommand = noClasses()
            .that()
            .resideInAPackage(BATCH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLI, SAMPLE, "picocli..")
            .because("a night runs without a command line");

    @ArchTest
    static final ArchRule commandsHoldNoBusinessRule = noClasses()
            .that()
            .resideInAPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INFER, EXPERIENCE)
            .because("commands start things and show things");

    @ArchTest
    static final ArchRule samplesStandAlone = noClasses()
            .that()
            .resideInAPackage(SAMPLE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    INFER, CONTRACT, QUALITY, CONFORM, EXPERIENCE, STORAGE, REPORT, BATCH, CLI, "org.apache.spark..")
            .because("the truth of a sample must not come from the code it tests");

    @ArchTest
    static final ArchRule packagesHaveNoCycles = SlicesRuleDefinition.slices()
            .matching("cx.warehouse.(*)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule onePlaceBuildsTheSession = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("cx.warehouse.storage.Engine")
            .should()
            .callMethod(org.apache.spark.sql.SparkSession.class, "builder")
            .because("one place builds the Spark session");
}
