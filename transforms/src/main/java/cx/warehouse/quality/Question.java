package cx.warehouse.quality;

import java.util.List;
import java.util.Map;

/**
 * A measure asked on behalf of some plans.
 *
 * @param places the numbers of the plans
 * @param measure what comes of each of them, by number
 */
record Question(List<Integer> places, Measure<Map<Integer, Finding>> measure) {

    Question {
        places = List.copyOf(places);
    }

    static Question of(int place, Measure<Finding> measure) {
        return new Question(
                List.of(place),
                new Measure<>(
                        measure.aggregates(),
                        found -> Map.of(place, measure.judge().apply(found))));
    }
}
