package cx.warehouse.night;

import cx.warehouse.contract.DeclarationProblem;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.TableContract;
import cx.warehouse.contract.TableRead;
import cx.warehouse.experience.CountedFrame;
import cx.warehouse.experience.CurrencyConversion;
import cx.warehouse.experience.ExperienceSettings;
import cx.warehouse.experience.IntermediateFrames;
import cx.warehouse.experience.RewrittenRows;
import cx.warehouse.experience.mart.MartInputs;
import cx.warehouse.experience.mart.MartSql;
import cx.warehouse.experience.mart.Marts;
import cx.warehouse.settings.ReferenceFiles;
import cx.warehouse.settings.Settings;
import cx.warehouse.tables.TableColumns;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Builds every declared table over empty inputs, and compares its columns with its contract. */
public final class MartCheck {

    private static final LocalDate ANY_DAY = LocalDate.of(2026, 3, 14);

    private final SparkSession spark;
    private final Declarations declarations;
    private final ExperienceSettings settings;

    private MartCheck(SparkSession spark, Declarations declarations, ExperienceSettings settings) {
        this.spark = spark;
        this.declarations = declarations;
        this.settings = settings;
    }

    /** Every fault of every declared table, by document; nothing is read or written for it. */
    public static List<DeclarationProblem> problems(
            SparkSession spark, Declarations declarations, Settings settings, ReferenceFiles references) {
        MartCheck check = new MartCheck(spark, declarations, BusinessSettings.of(settings, references));
        List<DeclarationProblem> problems = new ArrayList<>();
        for (TableContract table : MartDeclarations.declaredTables(declarations)) {
            String key = table.build().hasSql() ? "build.sql" : "build";
            check.problems(table)
                    .forEach(problem -> problems.add(
                            new DeclarationProblem(declarations.paths().get(table.table()), key, problem)));
        }
        return problems;
    }

    private List<String> problems(TableContract table) {
        try {
            return TableColumns.problems(rows(table).schema(), table);
        } catch (Exception e) { // Spark throws checked exceptions undeclared
            return List.of(MartProblems.message(e, table.build()));
        }
    }

    private Dataset<Row> rows(TableContract table) {
        if (!table.build().hasSql()) {
            return Marts.function(table.name()).orElseThrow().rows(new EmptyInputs(table), settings);
        }
        Map<String, Dataset<Row>> views = new HashMap<>();
        table.build().reads().forEach(read -> views.put(read.view(), empty(read)));
        return MartSql.rows(spark, table.build().sql(), views);
    }

    private Dataset<Row> empty(TableRead read) {
        return empty(TableColumns.schema(declarations.input(read).orElseThrow()));
    }

    private Dataset<Row> empty(StructType schema) {
        return spark.createDataFrame(List.of(), schema);
    }

    /** Inputs without a row, in the columns of their contracts. */
    private final class EmptyInputs implements MartInputs {

        private final TableContract table;

        private EmptyInputs(TableContract table) {
            this.table = table;
        }

        @Override
        public Dataset<Row> read(String name) {
            return empty(table.build()
                    .read(name)
                    .orElseThrow(() -> new IllegalArgumentException("reads `" + name + "`; add it to build.reads")));
        }

        @Override
        public Dataset<Row> delivered(String name) {
            return read(name);
        }

        @Override
        public boolean isReplaced(String name) {
            return false;
        }

        @Override
        public Dataset<Row> accounts() {
            return empty(ReferenceFrames.ACCOUNTS);
        }

        @Override
        public Dataset<Row> campaignMap() {
            return empty(ReferenceFrames.CAMPAIGN_MAP);
        }

        @Override
        public Dataset<Row> published(String name) {
            return read(name);
        }

        @Override
        public RewrittenRows rewrittenRows(String name) {
            return new RewrittenRows(read(name), read(name), 0);
        }

        @Override
        public Dataset<Row> prior() {
            return empty(TableColumns.schema(table));
        }

        @Override
        public boolean isFirstBuild() {
            return true;
        }

        @Override
        public Dataset<Row> dailyRates() {
            return CurrencyConversion.dailyRates(empty(ReferenceFrames.RATES), settings.currency());
        }

        @Override
        public SortedSet<LocalDate> changedDays() {
            return new TreeSet<>();
        }

        @Override
        public LocalDate businessDate() {
            return ANY_DAY;
        }

        @Override
        public IntermediateFrames frames() {
            return new IntermediateFrames(rows -> new CountedFrame(rows, 0), rows -> rows, 0);
        }
    }
}
