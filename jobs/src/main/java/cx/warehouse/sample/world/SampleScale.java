package cx.warehouse.sample.world;

/**
 * The sizes that follow from a spec. A unit is one browser or app on one day; it may make several visits or none.
 *
 * @param visits the target number of visits a day with a visitor id
 * @param customers people known to the shop; customer {@code n} owns unit {@code n}, and some also own unit
 *     {@code customers + n}
 * @param pool browsers of unknown people that return on later days
 * @param freshUnits browsers seen on one day only
 * @param deniedVisits visits a day without consent
 * @param activeFirst the share of first devices that are active on a day, per mille
 * @param activeSecond the share of second devices that are active on a day, per mille
 * @param activePool the share of the pool that is active on a day, per mille
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

    /** The same people and visits with another number of web event files a day. */
    public SampleScale withShards(int files) {
        return new SampleScale(
                visits, customers, pool, freshUnits, deniedVisits, activeFirst, activeSecond, activePool, files);
    }

    /** The first unit of the pool. */
    public int poolStart() {
        return 2 * customers;
    }

    /** The first unit seen on one day only. */
    public int freshStart() {
        return poolStart() + pool;
    }

    /** The first unit of the visits without consent. */
    public int deniedStart() {
        return freshStart() + freshUnits;
    }

    /** The number of units of a day. */
    public int units() {
        return deniedStart() + deniedVisits;
    }

    private static int perMille(double share) {
        return (int) Math.max(1, Math.min(900, Math.round(share * 1000)));
    }
}
