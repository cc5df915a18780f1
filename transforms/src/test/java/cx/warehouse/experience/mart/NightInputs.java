package cx.warehouse.experience.mart;

import cx.warehouse.experience.ExperienceTest;
import cx.warehouse.experience.IntermediateFrames;
import cx.warehouse.experience.RewrittenRows;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The inputs of a table in a night with the given versions of its inputs. */
record NightInputs(Map<String, RewrittenRows> versions, Dataset<Row> prior, boolean isFirstBuild)
        implements MartInputs {

    @Override
    public Dataset<Row> read(String name) {
        return versions.get(name).now();
    }

    @Override
    public Dataset<Row> delivered(String name) {
        return versions.get(name).now().exceptAll(versions.get(name).before());
    }

    @Override
    public boolean isReplaced(String name) {
        return false;
    }

    @Override
    public Dataset<Row> accounts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Dataset<Row> campaignMap() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Dataset<Row> published(String name) {
        return versions.get(name).before();
    }

    @Override
    public RewrittenRows rewrittenRows(String name) {
        return versions.get(name);
    }

    @Override
    public Dataset<Row> dailyRates() {
        return ExperienceTest.rates();
    }

    @Override
    public SortedSet<LocalDate> changedDays() {
        return new TreeSet<>();
    }

    @Override
    public LocalDate businessDate() {
        return LocalDate.parse("2026-03-12");
    }

    @Override
    public IntermediateFrames frames() {
        return ExperienceTest.FRAMES;
    }

    static RewrittenRows versions(Dataset<Row> before, Dataset<Row> now) {
        return new RewrittenRows(before, now, before.count() + now.count());
    }
}
