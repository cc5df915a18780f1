package cx.warehouse.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import cx.warehouse.sample.files.SampleProgress;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generates samples: a sample follows from its spec alone and lists its own files. */
class SampleGeneratorTest {

    @Test
    void theSameSpecGivesTheSameBytesInEveryLocale() throws Exception {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        Path again;
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            again = SharedSample.write(SharedSample.SPEC);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        assertThat(SharedSample.files(again)).isEqualTo(SharedSample.files(SharedSample.sample()));
        for (Path file : SharedSample.files(again)) {
            assertThat(Files.mismatch(again.resolve(file), SharedSample.sample().resolve(file)))
                    .as(file.toString())
                    .isEqualTo(-1);
        }
    }

    @Test
    void anotherSeedGivesAnotherSample() throws Exception {
        Path other = SharedSample.write(new SampleSpec(SharedSample.SPEC.start(), 1, 100, 43, 0, false));
        Path one = SharedSample.write(new SampleSpec(SharedSample.SPEC.start(), 1, 100, 42, 0, false));
        assertThat(Files.mismatch(one.resolve("truth.json"), other.resolve("truth.json")))
                .isNotEqualTo(-1);
    }

    @Test
    void severalShardsHoldTheVisitsThatOneWouldHold(@TempDir Path one, @TempDir Path three) throws Exception {
        SampleSpec spec = new SampleSpec(LocalDate.of(2026, 6, 1), 2, 0, 5, 8_000, true);
        SampleGenerator.write(spec, SampleScale.of(spec), one, progress -> {});
        SampleGenerator.write(spec, SampleScale.of(spec).withShards(3), three, progress -> {});
        assertThat(SampleReader.files(three, "ga4", "events_20260602")).hasSize(3);
        for (String part : List.of("visits", "events", "spend", "orders", "customers")) {
            assertThat(SampleReader.truth(three).get(part))
                    .isEqualTo(SampleReader.truth(one).get(part));
        }
        assertThat(SampleReader.truth(one).at("/events/total").asLong()).isBetween(14_500L, 17_500L);
    }

    @Test
    void aShardHoldsAQuarterOfAMillionEvents() {
        SampleSpec spec = new SampleSpec(LocalDate.of(2026, 6, 1), 1, 0, 5, 1_000_000, false);
        assertThat(SampleScale.of(spec).shards()).isEqualTo(4);
        assertThat(SampleScale.of(spec).visits()).isBetween(130_000L, 180_000L);
    }

    @Test
    void aPlainSampleHoldsNothingUnusual() {
        JsonNode truth =
                SampleReader.truth(SharedSample.write(new SampleSpec(SharedSample.SPEC.start(), 3, 60, 1, 0, true)));
        assertThat(truth.at("/sources")).allSatisfy(source -> {
            assertThat(source.get("read")).isEqualTo(source.get("loaded"));
            assertThat(source.get("malformed").asLong()
                            + source.get("duplicates").asLong())
                    .isZero();
            assertThat(source.get("late").asLong()).isZero();
        });
        assertThat(truth.at("/quirks/special_deliveries")).isEmpty();
        assertThat(truth.at("/quirks/drift")).isEmpty();
        assertThat(truth.at("/visits/with_late_events").asLong()).isZero();
    }

    @Test
    void oneNightIsEnough() {
        JsonNode truth =
                SampleReader.truth(SharedSample.write(new SampleSpec(LocalDate.of(2026, 11, 1), 1, 60, 1, 0, false)));
        assertThat(truth.at("/business_dates/0").asText()).isEqualTo("2026-11-02");
        assertThat(truth.at("/business_dates")).hasSize(1);
        assertThat(truth.at("/customers/merges")).isEmpty();
    }

    @Test
    void theDemoIsSmall(@TempDir Path out) throws Exception {
        List<SampleProgress> told = new ArrayList<>();
        SampleGenerator.write(SampleSpec.demo(), out, told::add);
        assertThat(told.stream().mapToLong(SampleProgress::bytes).sum()).isBetween(500_000L, 2_000_000L);
        assertThat(SampleReader.truth(out).get("business_dates")).hasSize(3);
    }

    @Test
    void progressReportsEveryFile(@TempDir Path out) throws Exception {
        List<SampleProgress> told = new ArrayList<>();
        long rows =
                SampleGenerator.write(new SampleSpec(SharedSample.SPEC.start(), 2, 30, 1, 0, false), out, told::add);
        assertThat(told.stream().mapToLong(SampleProgress::rows).sum()).isEqualTo(rows);
        assertThat(told.stream().map(SampleProgress::file).distinct().sorted().toList())
                .isEqualTo(SharedSample.files(out.resolve("drops")).stream()
                        .map(file -> "drops/" + file)
                        .toList());
    }

    @Test
    void existingDropsAreNotTouched(@TempDir Path out) throws Exception {
        Files.createDirectories(out.resolve("drops"));
        assertThatThrownBy(() -> SampleGenerator.write(SharedSample.SPEC, out, progress -> {}))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("Cannot write a sample here: there are drops already");
    }

    @Test
    void aSpecThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> new SampleSpec(SharedSample.SPEC.start(), 0, 10, 1, 0, false))
                .hasMessage("Cannot make a sample of 0 days: use 1 to 400");
        assertThatThrownBy(() -> new SampleSpec(SharedSample.SPEC.start(), 1, 0, 1, 0, false))
                .hasMessage("Cannot make a sample of 0 customers: name some customers, or events a day");
        assertThatThrownBy(() -> new SampleSpec(SharedSample.SPEC.start(), 1, 10, 1, -1, false))
                .hasMessage("Cannot make a sample of -1 events a day: use up to 50000000");
    }
}
