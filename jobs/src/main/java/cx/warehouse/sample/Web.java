package cx.warehouse.sample;

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

/** The web events of all days: shards side by side, late events a night later, and the truth about visits. */
final class Web {
    static final String SOURCE = "ga4_event";

    private final SampleSpec spec;
    private final Scale scale;
    private final People people;
    private final Days days;
    private final Marks marks;
    private final Drops drops;
    private final ExecutorService workers;
    private final WebTally total = new WebTally();
    private final Map<String, WebTally> byDay = new LinkedHashMap<>();

    Web(SampleSpec spec, Scale scale, People people, Days days, Marks marks, Drops drops, ExecutorService workers) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.days = days;
        this.marks = marks;
        this.drops = drops;
        this.workers = workers;
    }

    /** Writes what arrives with the delivery after a day; gives back the shards of the day itself, in order. */
    List<WebShard.Result> write(int day) throws IOException, InterruptedException {
        List<Future<WebShard.Result>> tasks = new ArrayList<>();
        for (int shard = 0; shard < scale.shards(); shard++) {
            Path file = file(day, day, shard);
            int number = shard;
            tasks.add(workers.submit(() -> shard(day).write(file, number)));
        }
        List<WebShard.Result> shards = new ArrayList<>();
        WebTally ofDay = new WebTally();
        for (Future<WebShard.Result> task : tasks) {
            WebShard.Result result = finished(task);
            drops.wrote(result.file(), spec.delivery(day), SOURCE, result.counts());
            ofDay.add(result.tally());
            shards.add(result);
        }
        byDay.put(spec.activity(day).toString(), ofDay);
        total.add(ofDay);
        if (day > 0 && !spec.plain()) {
            WebShard.Result late = shard(day - 1).writeLate(lateFile(day));
            drops.wrote(late.file(), spec.delivery(day), SOURCE, late.counts());
            total.add(late.tally());
        }
        return shards;
    }

    /** Adds visits of a day that another tool saw. */
    void elsewhere(int day, Tally<Channel> visits) {
        byDay.get(spec.activity(day).toString()).elsewhere(visits);
        total.elsewhere(visits);
    }

    long anonymousVisitors() {
        return marks.anonymous() + total.freshAnonymous();
    }

    Map<String, Object> visitTruth() {
        Map<String, Object> truth = total.visitTruth();
        Map<String, Object> byDayChannel = new LinkedHashMap<>();
        byDay.forEach((day, tally) -> byDayChannel.put(day, tally.byChannel()));
        truth.put("by_day_channel", byDayChannel);
        return truth;
    }

    Map<String, Object> eventTruth() {
        return total.eventTruth();
    }

    Map<String, Object> frictionTruth() {
        return total.frictionTruth();
    }

    private WebShard shard(int day) {
        return new WebShard(spec, scale, people, days, marks, day);
    }

    private Path file(int day, int deliveredWith, long number) throws IOException {
        String name = String.format(Locale.ROOT, "events_%s-%012d.json.gz", Days.compact(spec.activity(day)), number);
        return drops.place(spec.delivery(deliveredWith), "ga4", name);
    }

    /** The last of them comes unpacked. */
    private Path lateFile(int day) throws IOException {
        Path packed = file(day - 1, day, 900_000_000_000L);
        String name = packed.getFileName().toString();
        return spec.hasLastQuirks(day) ? packed.resolveSibling(name.replaceFirst("\\.gz$", "")) : packed;
    }

    private static WebShard.Result finished(Future<WebShard.Result> task) throws IOException, InterruptedException {
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
