package cx.warehouse.experience.rebuild;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import cx.warehouse.experience.CountedFrame;
import cx.warehouse.experience.fact.FactOrder;
import cx.warehouse.experience.fact.InteractionRows;
import cx.warehouse.experience.identity.IdentityResolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rebuilt interactions that are no web events: tickets, orders, store purchases, partner actions, surveys.
 *
 * @param rebuiltDays the days and sources whose rows are replaced
 * @param facts frames of the fact that together hold all rows of the rebuilt days
 */
public record InteractionChanges(SourceDays rebuiltDays, List<Dataset<Row>> facts) {

    private static final String SHAPE = "interaction";

    public InteractionChanges {
        facts = List.copyOf(facts);
    }

    /**
     * The interactions of one source to rebuild.
     *
     * @param days days whose rows are replaced even where {@code versions} has none
     * @param isWhole true when {@code versions} has every row that the source ever delivered
     * @param versions frames of conformed.interaction
     */
    private record SourceRows(String source, SourceDays days, boolean isWhole, List<Dataset<Row>> versions) {}

    /**
     * Rebuilds interactions; orders must be staged before. An interaction replaces its published version on any day. A
     * source with a replaced delivery is rebuilt from all its deliveries.
     *
     * @param rates daily rates of the reporting currency: {@link cx.warehouse.experience.CurrencyConversion#dailyRates}
     */
    public static InteractionChanges build(NightContext night, NightChanges changes, Dataset<Row> rates) {
        Optional<Dataset<Row>> affected =
                changes.dependencies().flatMap(dependencies -> affectedInteractions(night, changes, dependencies));
        Set<String> affectedSources = affected.map(InteractionChanges::sources).orElse(Set.of());
        List<SourceRows> rebuilt = night.deliveries().sources(SHAPE).stream()
                .filter(source -> !night.deliveries().isWeb(source))
                .map(source ->
                        rowsOf(source, night, changes, affected.filter(rows -> affectedSources.contains(source))))
                .flatMap(Optional::stream)
                .toList();
        if (rebuilt.isEmpty()) {
            return new InteractionChanges(SourceDays.NONE, List.of());
        }
        TreeSet<String> partial = new TreeSet<>(affectedSources);
        rebuilt.forEach(rows -> partial.add(rows.source()));
        rebuilt.stream().filter(SourceRows::isWhole).forEach(rows -> partial.remove(rows.source()));
        return build(night, changes, rates, rebuilt, changes.publishedDays().of(partial::contains));
    }

    private static Optional<SourceRows> rowsOf(
            String source, NightContext night, NightChanges changes, Optional<Dataset<Row>> affected) {
        NightTables tables = night.tables();
        NightDeliveries deliveries = night.deliveries();
        Deliveries all = Deliveries.ALL.of(source);
        SourceDays delivered = changes.deliveredDays().of(source::equals);
        if (deliveries.isRedelivered(source)) {
            SourceDays published = changes.publishedDays().of(source::equals);
            return Optional.of(
                    new SourceRows(source, delivered.plus(published), true, List.of(tables.shape(SHAPE, all))));
        }
        List<Dataset<Row>> versions = new ArrayList<>();
        if (!delivered.isEmpty()) {
            Dataset<Row> news = tables.shape(SHAPE, Deliveries.NEW.of(source));
            // an earlier night took in a later delivery of these interactions: all their versions count
            versions.add(
                    deliveries.isOutOfOrder(source)
                            ? AffectedInteractions.versionsOfDelivered(tables.shape(SHAPE, all), news)
                            : news);
        }
        affected.ifPresent(rows -> versions.add(AffectedInteractions.allVersionsOf(tables.shape(SHAPE, all), rows)));
        return versions.isEmpty() ? Optional.empty() : Optional.of(new SourceRows(source, delivered, false, versions));
    }

    /** @param partialDays the published days of sources that are not rebuilt from all deliveries */
    private static InteractionChanges build(
            NightContext night,
            NightChanges changes,
            Dataset<Row> rates,
            List<SourceRows> sources,
            SourceDays partialDays) {
        NightTables tables = night.tables();
        SourceDays days = sources.stream().map(SourceRows::days).reduce(SourceDays.NONE, SourceDays::plus);
        Dataset<Row> rows = FactRebuild.union(
                sources.stream().flatMap(one -> one.versions().stream()).toList());
        CountedFrame persons = tables.frames()
                .materializeAndCount(IdentityResolution.persons(tables.current(TableNames.IDENTIFIERS), rows));
        Dataset<Row> built = InteractionRows.of(
                rows,
                tables.frames().broadcastIfSmall(persons),
                FactOrder.ordersOf(tables.current(TableNames.FACT_ORDER), rows),
                rates,
                night.settings());
        if (partialDays.isEmpty()) {
            return new InteractionChanges(days, List.of(built));
        }
        Dataset<Row> existing = tables.published(TableNames.FACT).where(partialDays.isIn());
        Dataset<Row> former = tables.materialize(AffectedInteractions.replacedRows(existing, rows, tables.frames()));
        SourceDays allDays = days.plus(SourceDays.ofRows(former));
        return new InteractionChanges(
                allDays,
                List.of(
                        AffectedInteractions.withoutInteractions(built, former.filter(not(col("is_older")))),
                        AffectedInteractions.withoutInteractions(
                                existing.where(allDays.isIn()), former.filter(col("is_older")))));
    }

    /**
     * Published interactions that lead to another person for a reason other than a merge: recent ones with a changed
     * order number, and any with a split key or an identifier that started or stopped joining people. Also orders and
     * refunds whose order belongs to another visit or channel.
     */
    private static Optional<Dataset<Row>> affectedInteractions(
            NightContext night, NightChanges changes, Dataset<Row> dependencies) {
        NightTables tables = night.tables();
        NightDeliveries deliveries = night.deliveries();
        CustomerChanges customers = changes.customers();
        Dataset<Row> published = tables.published(TableNames.FACT)
                .where(changes.publishedDays()
                        .of(source -> !deliveries.isWeb(source))
                        .isIn());
        List<Dataset<Row>> all = new ArrayList<>();
        all.add(AffectedInteractions.interactionsOfOrders(published.where(night.isRecent()), dependencies));
        movedOrders(tables)
                .ifPresent(orders -> all.add(AffectedInteractions.interactionsOfMovedOrders(published, orders)));
        if (customers.hasSplits()) {
            all.add(AffectedInteractions.interactionsOfSplits(customers.withPriorKeys(published), customers.splits()));
        }
        customers.blockingChanges().ifPresent(blocking -> deliveries.sources(SHAPE).stream()
                .filter(source -> !deliveries.isWeb(source))
                .map(source -> tables.shape(SHAPE, Deliveries.ALL.of(source)))
                .forEach(rows -> all.add(IdentityResolution.interactionsWith(rows, blocking))));
        return tables.materializeIfAny(FactRebuild.union(all));
    }

    /** The web orders that this night moved to another visit or channel: order_id, order_date. */
    private static Optional<Dataset<Row>> movedOrders(NightTables tables) {
        return tables.materializeIfAny(tables.rewrittenRows(TableNames.FACT_ORDER)
                .changedValues("order_id", "order_date", "origin", "visit_key", "channel", "campaign_key")
                .where(col("origin").equalTo("web"))
                .select("order_id", "order_date")
                .distinct());
    }

    private static Set<String> sources(Dataset<Row> affected) {
        return affected.select("source").distinct().collectAsList().stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toSet());
    }
}
