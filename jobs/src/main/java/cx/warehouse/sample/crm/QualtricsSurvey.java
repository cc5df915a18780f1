package cx.warehouse.sample.crm;

import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.world.SampleAmounts;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleScale;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import cx.warehouse.sample.world.VendorIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes survey answers below three header rows, mixed with previews and spam. Some answers are finished a day later.
 */
public final class QualtricsSurvey {
    static final String SOURCE = "qualtrics_response";
    public static final String ACCOUNT = "SV_juniper7";
    public static final String ZONE = "America/Denver";

    private static final int RECORDED = 5;
    private static final int ID = 6;
    private static final int SCORE = 11;
    private static final int PROMOTER = 9;
    private static final int PASSIVE = 7;
    private static final List<String> FIELDS =
            List.of(("StartDate;EndDate;Status;Progress;Finished;RecordedDate;ResponseId;RecipientEmail;"
                            + "ExternalReference;DistributionChannel;Q1_NPS_GROUP;Q1;Q2_TEXT")
                    .split(";"));
    private static final List<String> QUESTIONS =
            List.of(("Start Date;End Date;Response Type;Progress;Finished;Recorded Date;Response ID;Recipient Email;"
                            + "External Data Reference;Distribution Channel;Would you recommend us,\nall in all? - Group;"
                            + "Would you recommend us,\nall in all?;Why so?")
                    .split(";"));
    private static final String[] WORDS = {
        "", "fine", "The lamp hums,\nthen it does not", "\"Quiet\", as said", "Three weeks; too long 😕"
    };

    private final SampleSpec spec;
    private final SampleScale scale;
    private final SamplePeople people;
    private final SampleDrops drops;
    private final long seed;
    private final long[] byScore = new long[11];

    public QualtricsSurvey(SampleSpec spec, SampleScale scale, SamplePeople people, SampleDrops drops) {
        this.spec = spec;
        this.scale = scale;
        this.people = people;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 1301);
    }

    /** Writes the export of a day: its answers, and one answer of the previous day that was finished since. */
    public void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        Path file = drops.pathFor(delivery, "qualtrics", ACCOUNT + "_" + SampleDays.compactDate(delivery) + ".csv");
        try (DelimitedWriter sheet = new DelimitedWriter(Files.newOutputStream(file), DelimitedWriter.Style.PLAIN)) {
            sheet.writeHeader(FIELDS);
            sheet.writeHeader(QUESTIONS);
            sheet.writeHeader(FIELDS.stream()
                    .map(field -> "{\"ImportId\":\"" + field + "\"}")
                    .toList());
            if (day > 0 && !spec.plain()) {
                writeAnswer(day - 1, 0, true, sheet);
                byScore[score(day - 1, 0, false)]--;
            }
            int count = (int) Math.max(6, scale.visits() * 3 / 1000);
            for (int i = 0; i < count; i++) {
                writeAnswer(day, i, i > 0 || spec.plain(), sheet);
            }
            if (!spec.plain()) {
                sheet.repeatLastRow();
                writeUnusualRows(day, sheet);
            }
            sheet.finish();
            drops.recordFile(file, delivery, SOURCE, sheet.counts());
        }
    }

    /** Counts of answers by score, each with its latest score. */
    public Map<String, Object> truth() {
        long promoters = 0;
        long detractors = 0;
        long answers = 0;
        Map<String, Object> scores = new LinkedHashMap<>();
        for (int score = 0; score < byScore.length; score++) {
            answers += byScore[score];
            promoters += score >= PROMOTER ? byScore[score] : 0;
            detractors += score < PASSIVE ? byScore[score] : 0;
            scores.put(String.valueOf(score), byScore[score]);
        }
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("answers", answers);
        truth.put("promoters", promoters);
        truth.put("detractors", detractors);
        truth.put(
                "score",
                SampleAmounts.decimal(answers == 0 ? 0 : Math.round(10_000.0 * (promoters - detractors) / answers)));
        truth.put("by_score", scores);
        truth.put("rule", "percentage of promoters (9, 10) less that of detractors (0 to 6); no previews, no spam");
        return truth;
    }

    private void writeAnswer(int day, int number, boolean isFinished, DelimitedWriter sheet) throws IOException {
        int score = score(day, number, isFinished);
        sheet.writeRow(row(day, number, isFinished, score));
        byScore[score]++;
    }

    private int score(int day, int number, boolean isFinished) {
        long draw = SeededRandom.mix(seed, 1, day, number);
        int score = SeededRandom.isBelowPerMille(draw, 550)
                ? PROMOTER + SeededRandom.below(SeededRandom.mix(draw, 1), 2)
                : SeededRandom.below(draw, 11);
        return isFinished ? score : (score + 3) % byScore.length;
    }

    private List<String> row(int day, int number, boolean isFinished, int score) {
        long draw = SeededRandom.mix(seed, 2, day, number);
        long person = number % 8 == 5 ? -1 : people.customerNear(draw, true, false, day);
        String email = person < 0 ? "" : people.email(person);
        LocalDateTime from = spec.activity(day).atTime(8 + SeededRandom.below(draw, 12), SeededRandom.below(draw, 60));
        LocalDateTime to = isFinished ? from.plusMinutes(number == 0 ? 300 : 2) : from.plusSeconds(40);
        return List.of(
                time(from),
                time(to),
                "IP Address",
                isFinished ? "100" : "60",
                isFinished ? "True" : "False",
                time(to.plusSeconds(1)),
                "R_7juniper" + VendorIds.base62(day * 1_000_000L + number, 6),
                number % 3 == 0 ? email.toUpperCase(Locale.ROOT) : email,
                person >= 0 && people.hasLogin(person) ? SamplePeople.login(person) : "",
                person < 0 ? "qr" : "email",
                score >= PROMOTER ? "Promoter" : score >= PASSIVE ? "Passive" : "Detractor",
                String.valueOf(score),
                WORDS[number % WORDS.length]);
    }

    /** Writes rows that the vendor marks as no answer, and malformed rows. */
    private void writeUnusualRows(int day, DelimitedWriter sheet) throws IOException {
        List<String> unreal = new ArrayList<>(row(day, 5, true, 10));
        unreal.set(ID, "R_9nobody" + day);
        for (String status : List.of("Survey Preview", "Spam")) {
            List<String> marked = new ArrayList<>(unreal);
            marked.set(2, status);
            marked.set(ID, "R_9" + status.charAt(1) + day);
            sheet.writeFooter(marked);
        }
        sheet.writeMalformed(MalformedReason.REQUIRED, unreal, ID, "");
        sheet.writeMalformed(MalformedReason.ID_FORMAT, unreal, ID, "7.0E+12");
        sheet.writeMalformed(MalformedReason.RANGE, unreal, SCORE, "11");
        sheet.writeMalformed(MalformedReason.NUMBER, unreal, SCORE, "nine");
        sheet.writeMalformed(MalformedReason.TIMESTAMP, unreal, RECORDED, "2026-02-30 10:00:00");
        sheet.writeShortRow(unreal, 2);
    }

    private static String time(LocalDateTime time) {
        return SampleDays.text(time, "yyyy-MM-dd HH:mm:ss");
    }
}
