package cx.warehouse.sample.web;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Counts for each constant of an enum. */
final class EnumCounts<E extends Enum<E>> {
    private final Map<E, long[]> numbers;

    EnumCounts(Class<E> type) {
        this.numbers = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            numbers.put(constant, new long[1]);
        }
    }

    void add(E constant, long more) {
        numbers.get(constant)[0] += more;
    }

    void add(EnumCounts<E> other) {
        other.numbers.forEach((constant, number) -> add(constant, number[0]));
    }

    long sum() {
        return numbers.values().stream().mapToLong(number -> number[0]).sum();
    }

    /** The counts by label, in the order of the constants; constants with the same label are summed. */
    Map<String, Object> truth(Function<E, String> label) {
        Map<String, Object> truth = new LinkedHashMap<>();
        numbers.forEach((constant, number) ->
                truth.merge(label.apply(constant), number[0], (one, two) -> (Long) one + (Long) two));
        return truth;
    }
}
