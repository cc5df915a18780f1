package cx.warehouse.experience.rebuild;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The deliveries that a night takes in, and their sources.
 *
 * @param businessDate the delivery day of the night
 * @param sourcesByShape the loaded sources that fill a conformed shape, in the order of their declarations
 * @param webSources sources of web events, which make visits
 * @param newDates delivery dates that no earlier night took in, by source
 * @param redeliveredDates new dates for which an earlier night took in another load of the source
 * @param outOfOrderSources sources with a new delivery that is older than one taken in by an earlier night
 */
public record NightDeliveries(
        LocalDate businessDate,
        Map<String, List<String>> sourcesByShape,
        Set<String> webSources,
        SourceDays newDates,
        SourceDays redeliveredDates,
        Set<String> outOfOrderSources) {

    public NightDeliveries {
        sourcesByShape = Map.copyOf(sourcesByShape);
        webSources = Set.copyOf(webSources);
        outOfOrderSources = Set.copyOf(outOfOrderSources);
    }

    /** The loaded sources that fill a shape, in the order of their declarations. */
    public List<String> sources(String shape) {
        return sourcesByShape.getOrDefault(shape, List.of());
    }

    public boolean isWeb(String source) {
        return webSources.contains(source);
    }

    public boolean isRedelivered(String source) {
        return redeliveredDates.sources().contains(source);
    }

    public boolean isOutOfOrder(String source) {
        return outOfOrderSources.contains(source);
    }

    /** True when a source that fills the shape has a new delivery. */
    public boolean bring(String shape) {
        return sources(shape).stream().anyMatch(newDates.sources()::contains);
    }

    /** True when a new delivery replaces an earlier one of a source that fills the shape. */
    public boolean replace(String shape) {
        return sources(shape).stream().anyMatch(this::isRedelivered);
    }
}
