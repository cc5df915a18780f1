package cx.warehouse.quality.check;

import java.util.List;
import java.util.Map;

/**
 * A measure asked on behalf of some plans.
 *
 * @param planNumbers the numbers of the plans
 * @param measure what comes of each of them, by number
 */
public record SharedMeasure(List<Integer> planNumbers, Measure<Map<Integer, CheckOutcome>> measure) {

    public SharedMeasure {
        planNumbers = List.copyOf(planNumbers);
    }

    public static SharedMeasure of(int place, Measure<CheckOutcome> measure) {
        return new SharedMeasure(
                List.of(place),
                new Measure<>(
                        measure.aggregates(),
                        found -> Map.of(place, measure.judge().apply(found))));
    }
}
