package cx.warehouse.sample.world;

/**
 * How much of everything a spec asks for. A unit is one browser or app on one day; it may make no visit or several.
 *
 * @param visits visits a day with a visitor id, aimed at
 * @param customers people known to the shop; each owns unit {@code n} and, some of them, unit {@code customers + n}
 * @param pool browsers of unknown people that come back on later days
 * @param freshUnits browsers seen on one day only
 * @param deniedVisits visits a day without consent
 * @param activeFirst share of a thousand of first devices that come on a day
 * @param activeSecond the same for second devices
 * @param activePool the same for the pool
 * @param shards files of web events a day
 */
public record SampleScale(
        long visits,
        int customers,
        int pool,
        int freshUnits,
        int deniedVisits,
        int activeFirst,
        int activeSecond,
        int activePool,
        int shards) {

    private static final double EVENTS_A_VISIT = 6.6;
    private static final double VISITS_A_UNIT = 1.48;
    private static final double VISITS_A_CUSTOMER = 1.5;
    private static final int EVENTS_A_SHARD = 250_000;
    private static final int LEAST_POOL = 40;

    public static SampleScale of(SampleSpec spec) {
        long visits = Math.max(
                60,
                Math.round(spec.events() > 0 ? spec.events() / EVENTS_A_VISIT : spec.customers() * VISITS_A_CUSTOMER));
        int customers = spec.customers() > 0 ? spec.customers() : (int) Math.max(400, visits * 7 / 10);
        double wanted = visits * 0.30 / VISITS_A_UNIT / customers;
        int first = perMille(wanted * 0.8);
        int second = perMille(wanted * 0.2 / SamplePeople.SECOND_DEVICES);
        double known = customers * (first + second * SamplePeople.SECOND_DEVICES) / 1000 * VISITS_A_UNIT;
        int pool = (int) Math.max(LEAST_POOL, visits / 2);
        int activePool = perMille(visits * 0.40 / VISITS_A_UNIT / pool);
        double returning = pool * activePool / 1000.0 * VISITS_A_UNIT;
        int fresh = (int) Math.max(1, Math.round(visits - known - returning));
        int denied = (int) Math.max(3, visits * 3 / 100);
        int shards = (int) Math.max(1, Math.ceil(visits * EVENTS_A_VISIT / EVENTS_A_SHARD));
        return new SampleScale(visits, customers, pool, fresh, denied, first, second, activePool, shards);
    }

    /** The same people and visits in another number of files of web events a day. */
    public SampleScale withShards(int files) {
        return new SampleScale(
                visits, customers, pool, freshUnits, deniedVisits, activeFirst, activeSecond, activePool, files);
    }

    /** The first unit of the pool. */
    public int poolStart() {
        return 2 * customers;
    }

    /** The first unit of those that are seen on one day only. */
    public int freshStart() {
        return poolStart() + pool;
    }

    /** The first unit of the visits without consent. */
    public int deniedStart() {
        return freshStart() + freshUnits;
    }

    /** All units of a day. */
    public int units() {
        return deniedStart() + deniedVisits;
    }

    private static int perMille(double share) {
        return (int) Math.max(1, Math.min(900, Math.round(share * 1000)));
    }
}
