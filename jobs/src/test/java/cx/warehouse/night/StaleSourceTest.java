package cx.warehouse.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StaleSourceTest {

    private static final LocalDate FRIDAY = LocalDate.of(2026, 3, 13);

    @Test
    void anAbsentSourceThatDeliveredBeforeOrIsRequiredIsStale() {
        List<StaleSource> stale = StaleSource.of(
                FRIDAY,
                Set.of("ga4_event", "shopify_order"),
                Map.of("awin_transaction", FRIDAY.minusDays(2), "ga4_event", FRIDAY.minusDays(1)),
                List.of("shopify_order", "square_payment"));
        assertThat(stale)
                .extracting(StaleSource::text)
                .containsExactly(
                        "awin_transaction is stale: nothing was delivered for 2026-03-13; its last delivery is of 2026-03-11",
                        "square_payment is stale: nothing was delivered for 2026-03-13, nor ever before");
    }

    @Test
    void anUnexpectedSourceIsNotStale() {
        assertThat(StaleSource.of(FRIDAY, Set.of(), Map.of(), List.of())).isEmpty();
    }
}
