package cx.warehouse.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests to erase people: a file every night, which holds a header only but for some nights after the fourth. */
final class PrivacyRequests {
    static final String SOURCE = "privacy_request";

    private static final List<String> HEADER =
            List.of("request_id", "received_at", "identifier_type", "identifier_value", "request_type");
    private static final int FIRST_DAY = 4;
    private static final int EVERY = 3;
    private static final int RECEIVED = 1;
    private static final int TYPE = 2;
    private static final int VALUE = 3;

    private final SampleSpec spec;
    private final People people;
    private final Drops drops;
    private final long seed;
    private final List<Object> requests = new ArrayList<>();

    PrivacyRequests(SampleSpec spec, People people, Drops drops) {
        this.spec = spec;
        this.people = people;
        this.drops = drops;
        this.seed = Chance.mix(spec.seed(), 1409);
    }

    /** Writes the file that follows a day. */
    void write(int day) throws IOException {
        LocalDate delivery = spec.delivery(day);
        Path file = drops.place(delivery, "privacy", "erasure_requests_" + Days.compact(delivery) + ".csv");
        try (Sheet sheet = new Sheet(Files.newOutputStream(file), Sheet.Style.PLAIN)) {
            sheet.header(HEADER);
            if (day >= FIRST_DAY && (day - FIRST_DAY) % EVERY == 0) {
                requests(day, sheet);
            }
            sheet.finish();
            drops.wrote(file, delivery, SOURCE, sheet.counts());
        }
    }

    /** Who asked to be erased, one by one. */
    Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("requests", requests.size());
        truth.put("listed", requests);
        return truth;
    }

    private void requests(int day, Sheet sheet) throws IOException {
        long someone = people.near(Chance.mix(seed, day), true, false, day);
        long other = people.near(Chance.mix(seed, day, 1), false, true, day);
        if (someone >= 0) {
            request(day, 0, "email", people.email(someone), sheet);
        }
        if (someone >= 0 && people.hasLogin(someone)) {
            request(day, 1, "login", People.login(someone), sheet);
        }
        if (other >= 0) {
            request(day, 2, "loyalty", People.loyalty(other), sheet);
        }
        if (!spec.plain() && sheet.counts().read() > 0) {
            sheet.repeat();
            List<String> unreal = row(day, 9, "login", "jh1");
            sheet.malformed(Reason.REQUIRED, unreal, VALUE, "");
            sheet.malformed(Reason.ENUM, unreal, TYPE, "passport");
            sheet.malformed(Reason.TIMESTAMP, unreal, RECEIVED, "2026-02-30T09:00:00Z");
            sheet.malformedShort(unreal, 2);
        }
    }

    private void request(int day, int number, String type, String value, Sheet sheet) throws IOException {
        sheet.row(row(day, number, type, value));
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
