package cx.warehouse.night;

import cx.warehouse.report.DataDocs;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the quality pages of the tables that a night checked, after the rows are published. An error here never fails
 * the night.
 */
final class QualityDocs {

    private static final Logger LOG = LoggerFactory.getLogger("cx.warehouse.night");

    private QualityDocs() {}

    /** Updates the pages of all loads in the report, including loads that an earlier attempt checked. */
    static void refresh(Warehouse warehouse, NightReport report, NightProgress progress) {
        Set<String> loads = new TreeSet<>(warehouse.suites().checkedLoads());
        report.sources().forEach(source -> loads.add(source.loadId()));
        report.assembly().ifPresent(assembly -> loads.add(assembly.loadId()));
        LOG.info("step=docs source=quality state=start");
        try {
            DataDocs.SiteSummary written = DataDocs.of(
                            warehouse.root(),
                            warehouse.root().folder(DataDocs.PLACE),
                            warehouse.declarations(),
                            warehouse.settings().limits().docs().keepRuns())
                    .refresh(loads);
            written.unreadable().forEach(why -> progress.note("Left out of the quality pages: " + why));
            LOG.info("step=docs source=quality state=end pages={}", written.pages());
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("step=docs source=quality state=end status=FAILED", e);
            progress.note("The quality pages are not up to date (" + e.getMessage() + "); `cxw docs` rewrites them.");
        }
    }
}
