package cx.warehouse.quality.check;

import java.util.List;
import java.util.Map;

/**
 * A measure that several plans share.
 *
 * @param planNumbers numbers of the plans
 * @param measure outcome of each plan, by its number
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
