package cx.warehouse.sample.world;

import java.time.LocalDate;

/**
 * The options of a sample. The same spec always gives the same files.
 *
 * @param start the first day with activity; its files are delivered on the next day
 * @param days the number of days with activity, which is also the number of deliveries
 * @param customers people whom the shop knows by contact, login, e-mail or loyalty number; 0 derives the number from
 *     the events
 * @param seed another seed gives another sample of the same kind
 * @param events the target number of web events a day, met within a few percent; 0 derives the number from the
 *     customers
 * @param plain true leaves out every quirk: no duplicates, no malformed rows, nothing late, no drift, nothing restated
 */
public record SampleSpec(LocalDate start, int days, int customers, long seed, long events, boolean plain) {

    private static final int MOST_EVENTS = 50_000_000;
    private static final int RESTATED_DAYS = 3;

    public SampleSpec {
        if (start == null) {
            throw new IllegalArgumentException("Cannot make a sample: the start date is missing");
        }
        if (days < 1 || days > 400) {
            throw new IllegalArgumentException("Cannot make a sample of " + days + " days: use 1 to 400");
        }
        if (customers < 0 || customers > MOST_EVENTS || (customers == 0 && events == 0)) {
            throw new IllegalArgumentException(
                    "Cannot make a sample of " + customers + " customers: name some customers, or events a day");
        }
        if (events < 0 || events > MOST_EVENTS) {
            throw new IllegalArgumentException(
                    "Cannot make a sample of " + events + " events a day: use up to " + MOST_EVENTS);
        }
    }

    /** Three nights of a small shop with every quirk: one or two megabytes, made in about a second. */
    public static SampleSpec demo() {
        return new SampleSpec(LocalDate.of(2026, 3, 6), 3, 400, 7, 0, false);
    }

    /** The delivery date of activity day {@code day} (from 0). */
    public LocalDate delivery(int day) {
        return start.plusDays(day + 1L);
    }

    /**
     * The first day that an ad platform's delivery after {@code day} reports; each delivery reports the last three
     * days.
     */
    public int firstReportedDay(int day) {
        return Math.max(0, day - RESTATED_DAYS + 1);
    }

    /** True for the delivery after {@code day} when it is the last one and the sample has quirks. */
    public boolean hasLastQuirks(int day) {
        return !plain && day == days - 1;
    }

    /** The date of activity day {@code day}, from 0. */
    public LocalDate activity(int day) {
        return start.plusDays(day);
    }
}
