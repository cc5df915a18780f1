package cx.warehouse.sample.web;

import cx.warehouse.sample.files.GzipWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleRowCounts;
import cx.warehouse.sample.files.Utf8Buffer;
import cx.warehouse.sample.world.GoogleCampaign;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.ShopOrder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** Writes one file of web events: a slice of the units of a day. Shards can be written in parallel. */
public final class Ga4Shard {
    private static final int FLUSH = 1 << 16;
    private static final int REPEATS = 3;

    /** The results of a shard that the other files of the day need. */
    public record Result(
            Path file,
            SampleRowCounts counts,
            WebTally tally,
            List<ShopOrder> orders,
            Map<GoogleCampaign.Account, byte[]> clicks,
            Map<GoogleCampaign, Integer> clicksByCampaign) {}

    private final SampleSpec spec;
    private final SampleScale scale;
    private final VisitPlanner planner;
    private final Ga4EventWriter writer;
    private final SeenPeople marks;
    private final int day;
    private final Utf8Buffer buffer = new Utf8Buffer();
    private final SampleRowCounts counts = new SampleRowCounts();
    private final WebTally tally = new WebTally();
    private final List<ShopOrder> orders = new ArrayList<>();
    private final List<byte[]> samples = new ArrayList<>();
    private final Map<GoogleCampaign, Integer> clicksByCampaign = new EnumMap<>(GoogleCampaign.class);
    private final Map<GoogleCampaign.Account, Utf8Buffer> clicks = new EnumMap<>(GoogleCampaign.Account.class);

    Ga4Shard(SampleSpec spec, SampleScale scale, SamplePeople people, SampleDays days, SeenPeople marks, int day) {
        this.spec = spec;
        this.scale = scale;
        this.planner = new VisitPlanner(spec, scale, people, days);
        this.writer = new Ga4EventWriter(spec, scale, days);
        this.marks = marks;
        this.day = day;
        counts.addFile();
    }

    /**
     * Writes slice {@code shard} of the day. The first slice also holds events after midnight of visits that began on
     * the previous day.
     */
    Result write(Path file, int shard) throws IOException {
        try (GzipWriter out = GzipWriter.create(file)) {
            if (shard == 0 && day > 0) {
                writeAfterMidnight(out);
            }
            writeSlice(0, scale.customers(), shard, out);
            writeSlice(scale.customers(), scale.poolStart(), shard, out);
            writeSlice(scale.poolStart(), scale.freshStart(), shard, out);
            writeSlice(scale.freshStart(), scale.deniedStart(), shard, out);
            writeSlice(scale.deniedStart(), scale.units(), shard, out);
            flush(out);
            if (!spec.plain()) {
                out.endMember();
                writeUnusualRows(out);
            }
        }
        Map<GoogleCampaign.Account, byte[]> compressed = new EnumMap<>(GoogleCampaign.Account.class);
        for (Map.Entry<GoogleCampaign.Account, Utf8Buffer> entry : clicks.entrySet()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (GzipWriter gz = new GzipWriter(bytes)) {
                entry.getValue().writeTo(gz);
            }
            compressed.put(entry.getKey(), bytes.toByteArray());
        }
        return new Result(file, counts, tally, orders, compressed, clicksByCampaign);
    }

    /** Writes the events of the day that arrive one night late. */
    Result writeLate(Path file) throws IOException {
        boolean isPacked = file.toString().endsWith(".gz");
        try (OutputStream out = isPacked ? GzipWriter.create(file) : Files.newOutputStream(file)) {
            for (int unit = scale.poolStart(); unit < scale.freshStart(); unit++) {
                if (planner.isLate(day, unit)) {
                    planner.plan(day, unit, visit -> appendLines(visit, i -> i >= visit.lateFrom));
                }
            }
            counts.addLate(tally.events());
            flush(out);
        }
        return new Result(file, counts, tally, orders, Map.of(), clicksByCampaign);
    }

    private void writeSlice(int from, int to, int shard, GzipWriter out) throws IOException {
        int first = sliceStart(from, to, shard);
        int end = sliceStart(from, to, shard + 1);
        for (int unit = first; unit < end; unit++) {
            planner.plan(day, unit, this::takeVisit);
            if (buffer.size() > FLUSH) {
                flush(out);
            }
        }
    }

    /**
     * The first unit of slice {@code shard} of a range, at an even offset so that people who share a device stay
     * together.
     */
    private int sliceStart(int from, int to, int shard) {
        return shard == scale.shards() ? to : from + (int) ((long) (to - from) * shard / scale.shards() / 2 * 2);
    }

    private void takeVisit(PlannedVisit visit) {
        boolean crosses = planner.crossesMidnight(day, visit.unit);
        tally.countVisit(visit, crosses);
        if (visit.consent) {
            marks.markVisit(visit);
            if (visit.unit >= scale.freshStart()) {
                tally.countFreshBrowser(visit.order != null);
            }
        }
        if (visit.order != null) {
            orders.add(visit.order);
        }
        if (visit.traffic.campaign() != null) {
            appendClick(visit);
        }
        appendLines(visit, i -> i < visit.lateFrom && writer.isSameDay(i));
    }

    private void writeAfterMidnight(GzipWriter out) throws IOException {
        for (int unit = scale.poolStart(); unit < scale.freshStart(); unit++) {
            if (planner.crossesMidnight(day - 1, unit)) {
                planner.plan(day - 1, unit, visit -> appendLines(visit, i -> !writer.isSameDay(i)));
            }
        }
        flush(out);
    }

    private void appendLines(PlannedVisit visit, IntPredicate wanted) {
        writer.begin(visit);
        for (int i = 0; i < visit.events; i++) {
            boolean write = wanted.test(i);
            int from = buffer.size();
            writer.writeEvent(i, write, buffer);
            if (write) {
                counts.addGood(1);
                tally.countEvent(visit.kind[i], visit.consent);
                if (samples.size() < REPEATS && visit.consent) {
                    samples.add(buffer.copyFrom(from));
                }
            }
        }
    }

    private void appendClick(PlannedVisit visit) {
        GoogleCampaign campaign = visit.traffic.campaign();
        clicksByCampaign.merge(campaign, 1, Integer::sum);
        Utf8Buffer rows = clicks.computeIfAbsent(campaign.account(), account -> new Utf8Buffer());
        GoogleClicks.appendRow(visit, spec.activity(day), rows);
    }

    private void writeUnusualRows(GzipWriter out) throws IOException {
        for (byte[] line : samples) {
            out.write(line);
            counts.addDuplicates(1);
        }
        String line = new String(samples.get(0), StandardCharsets.UTF_8)
                .replaceFirst("\"user_pseudo_id\":\"\\d+", "\"user_pseudo_id\":\"99000000" + day);
        writeBrokenRow(out, MalformedReason.JSON, line.substring(0, line.length() * 3 / 5) + "\n");
        writeBrokenRow(out, MalformedReason.REQUIRED, line.replaceFirst("\"event_name\":\"\\w+\",", ""));
        writeBrokenRow(
                out, MalformedReason.TIMESTAMP, line.replaceFirst("\"event_timestamp\":\"", "\"event_timestamp\":\"x"));
        writeBrokenRow(
                out, MalformedReason.DATE, line.replaceFirst("\"event_date\":\"\\d+", "\"event_date\":\"20260230"));
    }

    private void writeBrokenRow(GzipWriter out, MalformedReason reason, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        counts.addMalformed(reason);
    }

    private void flush(OutputStream out) throws IOException {
        buffer.writeTo(out);
        buffer.clear();
    }
}
