package cx.warehouse.sample.web;

import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.world.SampleChannel;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Writes the GA4 web events of all days: shards in parallel and late events one night later. It keeps the truth about
 * visits.
 */
public final class Ga4Export {
    public static final String SOURCE = "ga4_event";

    private final SampleSpec spec;
    private final SampleScale scale;
    private final SamplePeople people;
    private final SampleDays days;
    private final SeenPeople marks;
    private final SampleDrops drops;
    private final ExecutorService workers;
    private final WebTally total = new WebTally();
    private final Map<String, WebTally> byDay = new LinkedHashMap<>();

    public Ga4Export(
            SampleSpec spec,
            SampleScale scale,
            SamplePeople people,
            SampleDays days,
            SeenPeople marks,
            SampleDrops drops,
            ExecutorService workers) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.days = days;
        this.marks = marks;
        this.drops = drops;
        this.workers = workers;
    }

    /** Writes the files delivered after a day, and returns the shards of the day itself in order. */
    public List<Ga4Shard.Result> write(int day) throws IOException, InterruptedException {
        List<Future<Ga4Shard.Result>> tasks = new ArrayList<>();
        for (int shard = 0; shard < scale.shards(); shard++) {
            Path file = file(day, day, shard);
            int number = shard;
            tasks.add(workers.submit(() -> newShard(day).write(file, number)));
        }
        List<Ga4Shard.Result> shards = new ArrayList<>();
        WebTally ofDay = new WebTally();
        for (Future<Ga4Shard.Result> task : tasks) {
            Ga4Shard.Result result = await(task);
            drops.recordFile(result.file(), spec.delivery(day), SOURCE, result.counts());
            ofDay.add(result.tally());
            shards.add(result);
        }
        byDay.put(spec.activity(day).toString(), ofDay);
        total.add(ofDay);
        if (day > 0 && !spec.plain()) {
            Ga4Shard.Result late = newShard(day - 1).writeLate(lateFile(day));
            drops.recordFile(late.file(), spec.delivery(day), SOURCE, late.counts());
            total.add(late.tally());
        }
        return shards;
    }

    /** Adds visits of a day that another tool recorded. */
    public void addOtherVisits(int day, EnumCounts<SampleChannel> visits) {
        byDay.get(spec.activity(day).toString()).addOtherVisits(visits);
        total.addOtherVisits(visits);
    }

    public long anonymousVisitors() {
        return marks.anonymousBrowsers() + total.anonymousFreshBrowsers();
    }

    public Map<String, Object> visitTruth() {
        Map<String, Object> truth = total.visitTruth();
        Map<String, Object> byDayChannel = new LinkedHashMap<>();
        byDay.forEach((day, tally) -> byDayChannel.put(day, tally.byChannel()));
        truth.put("by_day_channel", byDayChannel);
        return truth;
    }

    public Map<String, Object> eventTruth() {
        return total.eventTruth();
    }

    public Map<String, Object> frictionTruth() {
        return total.frictionTruth();
    }

    private Ga4Shard newShard(int day) {
        return new Ga4Shard(spec, scale, people, days, marks, day);
    }

    private Path file(int day, int deliveredWith, long number) throws IOException {
        String name = String.format(
                Locale.ROOT, "events_%s-%012d.json.gz", SampleDays.compactDate(spec.activity(day)), number);
        return drops.pathFor(spec.delivery(deliveredWith), "ga4", name);
    }

    /** The file with late events; the last of these files is not compressed. */
    private Path lateFile(int day) throws IOException {
        Path packed = file(day - 1, day, 900_000_000_000L);
        String name = packed.getFileName().toString();
        return spec.hasLastQuirks(day) ? packed.resolveSibling(name.replaceFirst("\\.gz$", "")) : packed;
    }

    private static Ga4Shard.Result await(Future<Ga4Shard.Result> task) throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException(
                    "Cannot write web events: " + failed.getCause().getMessage(), failed);
        }
    }
}
