package cx.warehouse.sample.world;

import java.time.LocalDate;

/**
 * What sample to make: the same spec always gives the same files.
 *
 * @param start first day on which something happens; its files are delivered on the next day
 * @param days days with activity, which is also the number of deliveries
 * @param customers people the shop knows (by contact, login, e-mail or loyalty number); 0 lets the number follow from the events
 * @param seed another seed gives another sample of the same kind
 * @param events web events a day to aim at, within a few percent; 0 lets the number follow from the customers
 * @param plain true leaves out every quirk: no repeats, no broken rows, nothing late, no drift, nothing restated
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

    /** Three nights of a small shop with every quirk: a megabyte or two, made in a second or two. */
    public static SampleSpec demo() {
        return new SampleSpec(LocalDate.of(2026, 3, 6), 3, 400, 7, 0, false);
    }

    /** The day on which the files of activity day {@code day} (from 0) arrive. */
    public LocalDate delivery(int day) {
        return start.plusDays(day + 1L);
    }

    /** The first day that an ad platform's delivery after {@code day} tells of: each tells the last three. */
    public int firstReportedDay(int day) {
        return Math.max(0, day - RESTATED_DAYS + 1);
    }

    /** Whether the delivery after {@code day} is the last, which differs from those before it unless all is plain. */
    public boolean hasLastQuirks(int day) {
        return !plain && day == days - 1;
    }

    /** The activity day number {@code day}, from 0. */
    public LocalDate activity(int day) {
        return start.plusDays(day);
    }
}
