package cx.warehouse.experience.rebuild;

import static cx.warehouse.experience.ExperienceTest.FRAMES;
import static cx.warehouse.experience.ExperienceTest.SETTINGS;
import static cx.warehouse.experience.ExperienceTest.none;
import static cx.warehouse.experience.ExperienceTest.rates;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import cx.warehouse.experience.CountedFrame;
import cx.warehouse.experience.IntermediateFrames;
import cx.warehouse.experience.RewrittenRows;
import cx.warehouse.experience.dimension.CustomerHistory;
import cx.warehouse.experience.dimension.DimCustomer;
import cx.warehouse.experience.dimension.Visitors;
import cx.warehouse.experience.fact.FactOrder;
import cx.warehouse.experience.identity.Identifiers;
import cx.warehouse.experience.identity.IdentityResolution;
import cx.warehouse.experience.mart.CustomerExperience;
import cx.warehouse.experience.visit.Visits;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A warehouse of frames in memory. Sources deliver conformed rows, and a night rebuilds and publishes the tables that
 * depend on them, like a real night with stored tables.
 */
final class MemoryWarehouse {

    /** Key of the rows that a source delivered in a shape for a date. */
    private record Delivery(String shape, String source, LocalDate date) {}

    /** The rows of a table. They are computed when somebody reads them, and once. */
    private static final class Table {

        private final Supplier<Dataset<Row>> plan;
        private Dataset<Row> rows;

        Table(Supplier<Dataset<Row>> plan) {
            this.plan = plan;
        }

        Dataset<Row> rows() {
            if (rows == null) {
                rows = FRAMES.materialize(plan.get());
            }
            return rows;
        }
    }

    /** The results of one night. */
    record Night(NightChanges changes, VisitChanges visits, InteractionChanges interactions, FactChange fact) {}

    private static final Set<String> WEB_SOURCES = Set.of("web");

    private final Map<Delivery, Dataset<Row>> delivered;
    private final Map<String, Table> published;
    private final Set<Delivery> assembled;
    private final Set<Delivery> pending;

    MemoryWarehouse() {
        this(Map.of(), Map.of(), Set.of(), Set.of());
    }

    private MemoryWarehouse(
            Map<Delivery, Dataset<Row>> delivered,
            Map<String, Table> published,
            Set<Delivery> assembled,
            Set<Delivery> pending) {
        this.delivered = new HashMap<>(delivered);
        this.published = new HashMap<>(published);
        this.assembled = new java.util.HashSet<>(assembled);
        this.pending = new java.util.HashSet<>(pending);
    }

    /** A copy with the same rows; later changes of one do not affect the other. */
    MemoryWarehouse copy() {
        return new MemoryWarehouse(delivered, published, assembled, pending);
    }

    /** Delivers the rows of a shape for a date. They replace earlier rows of that source, shape and date. */
    MemoryWarehouse deliver(String shape, String source, String date, Dataset<Row> rows) {
        LocalDate day = LocalDate.parse(date);
        Delivery delivery = new Delivery(shape, source, day);
        delivered.put(
                delivery,
                rows.withColumn("source", org.apache.spark.sql.functions.lit(source))
                        .withColumn("business_date", org.apache.spark.sql.functions.lit(day)));
        pending.add(delivery);
        return this;
    }

    Dataset<Row> published(String table) {
        return published.containsKey(table) ? published.get(table).rows() : none(table.replace('.', '/'));
    }

    /** The fact with current customers. */
    Dataset<Row> customerExperience() {
        return CustomerExperience.withCurrentCustomers(published(TableNames.FACT), published(TableNames.DIM_CUSTOMER));
    }

    /** Takes in all new deliveries and publishes. */
    Night run(String date) {
        Tables tables = new Tables(dates(pending));
        NightContext night = new NightContext(tables, deliveries(LocalDate.parse(date)), SETTINGS);
        IdentityResolution.ResolvedIdentities resolved = resolve(night);
        tables.stage(TableNames.IDENTIFIERS, resolved.nodes());
        tables.stage(TableNames.BLOCKED_VALUES, resolved.blockedValues());
        tables.stage(TableNames.KEY_CHANGES, resolved.changes());

        NightChanges changes = NightChanges.find(night);
        VisitChanges visits = VisitChanges.build(night, changes);
        visits.allVisits()
                .ifPresent(rows ->
                        tables.replace(TableNames.VISITS, visits.replacedDays().isIn(), rows));
        if (night.deliveries().sources("sales_order").size() > 0) {
            tables.stage(
                    TableNames.FACT_ORDER,
                    FactOrder.rows(
                            tables.shape("sales_order", Deliveries.ALL),
                            tables.current(TableNames.IDENTIFIERS),
                            tables.current(TableNames.VISITS),
                            rates(),
                            SETTINGS));
        }
        InteractionChanges interactions = InteractionChanges.build(night, changes, rates());
        FactChange fact = FactChange.of(visits, interactions);

        SourceDays replaced = fact.replacedDays();
        fact.rows().ifPresent(rows -> tables.replace(TableNames.FACT, replaced.isIn(), rows));
        SortedSet<LocalDate> visitDays = visits.rebuiltDays().days();
        tables.stage(TableNames.DIM_CAMPAIGN, CampaignChanges.allCampaigns(night, visitDays));
        tables.stage(
                TableNames.VISITORS,
                Visitors.rows(tables.current(TableNames.VISITS), tables.current(TableNames.VISITORS), SETTINGS));
        tables.stage(
                TableNames.DIM_CUSTOMER,
                DimCustomer.rows(
                        tables.published(TableNames.DIM_CUSTOMER),
                        resolved,
                        tables.current(TableNames.VISITORS),
                        Visits.logins(tables.current(TableNames.VISITS)),
                        SETTINGS));
        Dataset<Row> customersBefore = tables.published(TableNames.DIM_CUSTOMER);
        Dataset<Row> historyBefore = tables.published(TableNames.CUSTOMER_HISTORY);
        tables.stage(
                TableNames.CUSTOMER_HISTORY,
                () -> CustomerHistory.rows(
                        historyBefore,
                        CustomerHistory.changes(
                                resolved.changes(),
                                DimCustomer.redirectedKeys(customersBefore, tables.current(TableNames.DIM_CUSTOMER)),
                                LocalDate.parse(date))));
        tables.publish();
        return new Night(changes, visits, interactions, fact);
    }

    private IdentityResolution.ResolvedIdentities resolve(NightContext night) {
        NightTables tables = night.tables();
        return IdentityResolution.resolve(
                new CountedFrame(
                        IdentityResolution.newEvidence(
                                tables.shape("identity", Deliveries.ALL), tables.shape("interaction", Deliveries.ALL)),
                        0),
                tables.shape("profile", Deliveries.ALL),
                tables.published(TableNames.IDENTIFIERS),
                tables.published(TableNames.DIM_CUSTOMER),
                Identifiers.DEFAULT_BLOCKED,
                SETTINGS,
                night.deliveries().businessDate(),
                FRAMES);
    }

    private NightDeliveries deliveries(LocalDate date) {
        Map<String, TreeSet<String>> sources = new TreeMap<>();
        delivered.keySet().forEach(one -> sources.computeIfAbsent(one.shape(), shape -> new TreeSet<>())
                .add(one.source()));
        Map<String, List<String>> byShape = new TreeMap<>();
        sources.forEach((shape, names) -> byShape.put(shape, List.copyOf(names)));
        Set<Delivery> again = new java.util.HashSet<>(pending);
        again.retainAll(assembled);
        return new NightDeliveries(
                date,
                byShape,
                WEB_SOURCES,
                dates(pending),
                dates(again),
                pending.stream()
                        .filter(one -> assembled.stream()
                                .anyMatch(other -> other.source().equals(one.source())
                                        && other.date().isAfter(one.date())))
                        .map(Delivery::source)
                        .collect(Collectors.toSet()));
    }

    private static SourceDays dates(Set<Delivery> deliveries) {
        return SourceDays.of(deliveries.stream()
                .collect(Collectors.groupingBy(
                        Delivery::source, Collectors.mapping(Delivery::date, Collectors.toSet()))));
    }

    /** The tables as one night sees them. */
    private final class Tables implements NightTables {

        private final SourceDays newDates;
        private final Map<String, Table> staged = new HashMap<>();

        Tables(SourceDays newDates) {
            this.newDates = newDates;
        }

        void stage(String table, Dataset<Row> rows) {
            stage(table, () -> rows);
        }

        void stage(String table, Supplier<Dataset<Row>> rows) {
            staged.put(table, new Table(rows));
        }

        void replace(String table, Column replaced, Dataset<Row> rows) {
            stage(table, published(table).where(not(replaced)).unionByName(rows));
        }

        void publish() {
            published.putAll(staged);
            assembled.addAll(pending);
            pending.clear();
        }

        @Override
        public Dataset<Row> published(String table) {
            return MemoryWarehouse.this.published(table);
        }

        @Override
        public Dataset<Row> current(String table) {
            return staged.containsKey(table) ? staged.get(table).rows() : published(table);
        }

        @Override
        public CountedFrame currentWithCount(String table) {
            Dataset<Row> rows = current(table);
            return new CountedFrame(rows, rows.count());
        }

        @Override
        public RewrittenRows rewrittenRows(String table) {
            return new RewrittenRows(published(table), current(table), 0);
        }

        @Override
        public Set<String> partitions(String table) {
            return published.containsKey(table)
                    ? published(table)
                            .selectExpr("concat('event_date=', event_date, '/source=', source)")
                            .distinct()
                            .collectAsList()
                            .stream()
                            .map(row -> row.getString(0))
                            .collect(Collectors.toSet())
                    : Set.of();
        }

        @Override
        public Dataset<Row> shape(String shape, Deliveries which, String... columns) {
            List<Dataset<Row>> frames = new ArrayList<>();
            delivered.forEach((one, rows) -> {
                boolean isNew = newDates.days(one.source()).contains(one.date());
                boolean isOfAge = which.age() == Deliveries.Age.ANY || isNew == (which.age() == Deliveries.Age.NEW);
                if (one.shape().equals(shape) && isOfAge && which.includes(one.source())) {
                    frames.add(rows);
                }
            });
            Dataset<Row> all = frames.stream().reduce(none("conformed/" + shape), Dataset::unionByName);
            return columns.length == 0
                    ? all
                    : all.select(java.util.Arrays.stream(columns)
                            .map(name -> col(name))
                            .toArray(Column[]::new));
        }

        @Override
        public IntermediateFrames frames() {
            return FRAMES;
        }
    }
}
