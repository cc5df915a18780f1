package cx.warehouse.sample;

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

/** One file of web events: a slice of the units of a day; shards can be written side by side. */
final class WebShard {
    private static final int FLUSH = 1 << 16;
    private static final int REPEATS = 3;

    /** What a shard leaves behind for the other files of the day. */
    record Result(
            Path file,
            Counts counts,
            WebTally tally,
            List<Order> orders,
            Map<Campaign.Account, byte[]> clicks,
            Map<Campaign, Integer> clicksByCampaign) {}

    private final SampleSpec spec;
    private final Scale scale;
    private final VisitPlanner planner;
    private final EventWriter writer;
    private final Marks marks;
    private final int day;
    private final Bytes buffer = new Bytes();
    private final Counts counts = new Counts();
    private final WebTally tally = new WebTally();
    private final List<Order> orders = new ArrayList<>();
    private final List<byte[]> samples = new ArrayList<>();
    private final Map<Campaign, Integer> clicksByCampaign = new EnumMap<>(Campaign.class);
    private final Map<Campaign.Account, Bytes> clicks = new EnumMap<>(Campaign.Account.class);

    WebShard(SampleSpec spec, Scale scale, People people, Days days, Marks marks, int day) {
        this.spec = spec;
        this.scale = scale;
        this.planner = new VisitPlanner(spec, scale, people, days);
        this.writer = new EventWriter(spec, scale, days);
        this.marks = marks;
        this.day = day;
        counts.file();
    }

    /** Writes slice {@code shard} of the day; the first one also holds what the day before left for after midnight. */
    Result write(Path file, int shard) throws IOException {
        try (Gz out = Gz.create(file)) {
            if (shard == 0 && day > 0) {
                afterMidnight(out);
            }
            slice(0, scale.customers(), shard, out);
            slice(scale.customers(), scale.poolStart(), shard, out);
            slice(scale.poolStart(), scale.freshStart(), shard, out);
            slice(scale.freshStart(), scale.deniedStart(), shard, out);
            slice(scale.deniedStart(), scale.units(), shard, out);
            flush(out);
            if (!spec.plain()) {
                out.endMember();
                breakRows(out);
            }
        }
        Map<Campaign.Account, byte[]> compressed = new EnumMap<>(Campaign.Account.class);
        for (Map.Entry<Campaign.Account, Bytes> entry : clicks.entrySet()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (Gz gz = new Gz(bytes)) {
                entry.getValue().writeTo(gz);
            }
            compressed.put(entry.getKey(), bytes.toByteArray());
        }
        return new Result(file, counts, tally, orders, compressed, clicksByCampaign);
    }

    /** Writes the events of the day that arrive one night late; null and no file when there are none. */
    Result writeLate(Path file) throws IOException {
        boolean isPacked = file.toString().endsWith(".gz");
        try (OutputStream out = isPacked ? Gz.create(file) : Files.newOutputStream(file)) {
            for (int unit = scale.poolStart(); unit < scale.freshStart(); unit++) {
                if (planner.isLate(day, unit)) {
                    planner.plan(day, unit, visit -> lines(visit, i -> i >= visit.lateFrom));
                }
            }
            counts.late(tally.events());
            flush(out);
        }
        return new Result(file, counts, tally, orders, Map.of(), clicksByCampaign);
    }

    private void slice(int from, int to, int shard, Gz out) throws IOException {
        int first = bound(from, to, shard);
        int end = bound(from, to, shard + 1);
        for (int unit = first; unit < end; unit++) {
            planner.plan(day, unit, this::take);
            if (buffer.size() > FLUSH) {
                flush(out);
            }
        }
    }

    /** Where slice {@code shard} of a range begins: at an even distance, so that people who share a device stay together. */
    private int bound(int from, int to, int shard) {
        return shard == scale.shards() ? to : from + (int) ((long) (to - from) * shard / scale.shards() / 2 * 2);
    }

    private void take(Visit visit) {
        boolean crosses = planner.crossesMidnight(day, visit.unit);
        tally.visit(visit, crosses);
        if (visit.consent) {
            marks.visit(visit);
            if (visit.unit >= scale.freshStart()) {
                tally.fresh(visit.order != null);
            }
        }
        if (visit.order != null) {
            orders.add(visit.order);
        }
        if (visit.traffic.campaign() != null) {
            click(visit);
        }
        lines(visit, i -> i < visit.lateFrom && writer.isSameDay(i));
    }

    private void afterMidnight(Gz out) throws IOException {
        for (int unit = scale.poolStart(); unit < scale.freshStart(); unit++) {
            if (planner.crossesMidnight(day - 1, unit)) {
                planner.plan(day - 1, unit, visit -> lines(visit, i -> !writer.isSameDay(i)));
            }
        }
        flush(out);
    }

    private void lines(Visit visit, IntPredicate wanted) {
        writer.begin(visit);
        for (int i = 0; i < visit.events; i++) {
            boolean write = wanted.test(i);
            int from = buffer.size();
            writer.event(i, write, buffer);
            if (write) {
                counts.good(1);
                tally.event(visit.kind[i], visit.consent);
                if (samples.size() < REPEATS && visit.consent) {
                    samples.add(buffer.copyFrom(from));
                }
            }
        }
    }

    private void click(Visit visit) {
        Campaign campaign = visit.traffic.campaign();
        clicksByCampaign.merge(campaign, 1, Integer::sum);
        Bytes rows = clicks.computeIfAbsent(campaign.account(), account -> new Bytes());
        Clicks.put(visit, spec.activity(day), rows);
    }

    private void breakRows(Gz out) throws IOException {
        for (byte[] line : samples) {
            out.write(line);
            counts.duplicate(1);
        }
        String line = new String(samples.get(0), StandardCharsets.UTF_8)
                .replaceFirst("\"user_pseudo_id\":\"\\d+", "\"user_pseudo_id\":\"99000000" + day);
        broken(out, Reason.JSON, line.substring(0, line.length() * 3 / 5) + "\n");
        broken(out, Reason.REQUIRED, line.replaceFirst("\"event_name\":\"\\w+\",", ""));
        broken(out, Reason.TIMESTAMP, line.replaceFirst("\"event_timestamp\":\"", "\"event_timestamp\":\"x"));
        broken(out, Reason.DATE, line.replaceFirst("\"event_date\":\"\\d+", "\"event_date\":\"20260230"));
    }

    private void broken(Gz out, Reason reason, String line) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        counts.malformed(reason);
    }

    private void flush(OutputStream out) throws IOException {
        buffer.writeTo(out);
        buffer.clear();
    }
}
