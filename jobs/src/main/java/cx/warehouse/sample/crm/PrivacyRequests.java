package cx.warehouse.sample.crm;

import cx.warehouse.sample.files.DelimitedWriter;
import cx.warehouse.sample.files.MalformedReason;
import cx.warehouse.sample.files.SampleDrops;
import cx.warehouse.sample.world.SampleDays;
import cx.warehouse.sample.world.SamplePeople;
import cx.warehouse.sample.world.SampleSpec;
import cx.warehouse.sample.world.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the requests to erase people. Every night has a file, but only every third night from the fifth on has
 * requests in it.
 */
public final class PrivacyRequests {
    static final String SOURCE = "privacy_request";

    private static final List<String> HEADER =
            List.of("request_id", "received_at", "identifier_type", "identifier_value", "request_type");
    private static final int FIRST_DAY = 4;
    private static final int EVERY = 3;
    private static final int RECEIVED = 1;
    private static final int TYPE = 2;
    private static final int VALUE = 3;

    private final SampleSpec spec;
    private final SamplePeople people;
    private final SampleDrops drops;
    private final long seed;
    private final List<Object> requests = new ArrayList<>();

    public PrivacyRequests(SampleSpec spec, SamplePeople people, SampleDrops drops) {
        this.spec = spec;
        this.people = people;
        this.drops = drops;
        this.seed = SeededRandom.mix(spec.seed(), 1409);
    }

    /** Writes the file of a day. */
    public void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        Path file = drops.pathFor(delivery, "privacy", "erasure_requests_" + SampleDays.compactDate(delivery) + ".csv");
        try (DelimitedWriter sheet = new DelimitedWriter(Files.newOutputStream(file), DelimitedWriter.Style.PLAIN)) {
            sheet.writeHeader(HEADER);
            if (day >= FIRST_DAY && (day - FIRST_DAY) % EVERY == 0) {
                writeRequests(day, sheet);
            }
            sheet.finish();
            drops.recordFile(file, delivery, SOURCE, sheet.counts());
        }
    }

    /** The erasure requests, one by one, for the truth file. */
    public Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("requests", requests.size());
        truth.put("listed", requests);
        return truth;
    }

    private void writeRequests(int day, DelimitedWriter sheet) throws IOException {
        long someone = people.customerNear(SeededRandom.mix(seed, day), true, false, day);
        long other = people.customerNear(SeededRandom.mix(seed, day, 1), false, true, day);
        if (someone >= 0) {
            writeRequest(day, 0, "email", people.email(someone), sheet);
        }
        if (someone >= 0 && people.hasLogin(someone)) {
            writeRequest(day, 1, "login", SamplePeople.login(someone), sheet);
        }
        if (other >= 0) {
            writeRequest(day, 2, "loyalty", SamplePeople.loyaltyNumber(other), sheet);
        }
        if (!spec.plain() && sheet.counts().rowsRead() > 0) {
            sheet.repeatLastRow();
            List<String> unreal = row(day, 9, "login", "jh1");
            sheet.writeMalformed(MalformedReason.REQUIRED, unreal, VALUE, "");
            sheet.writeMalformed(MalformedReason.ENUM, unreal, TYPE, "passport");
            sheet.writeMalformed(MalformedReason.TIMESTAMP, unreal, RECEIVED, "2026-02-30T09:00:00Z");
            sheet.writeShortRow(unreal, 2);
        }
    }

    private void writeRequest(int day, int number, String type, String value, DelimitedWriter sheet)
            throws IOException {
        sheet.writeRow(row(day, number, type, value));
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("delivery", spec.delivery(day).toString());
        request.put("identifier_type", type);
        request.put("identifier_value", value);
        requests.add(request);
    }

    private List<String> row(int day, int number, String type, String value) {
        String received = spec.activity(day) + "T1" + number % 10 + ":00:00Z";
        return List.of("ER-7" + (1000 + day * 10 + number), received, type, value, "erasure");
    }
}
