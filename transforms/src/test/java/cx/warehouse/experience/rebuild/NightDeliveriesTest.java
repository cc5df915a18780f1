package cx.warehouse.experience.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Tests selections of deliveries, and the questions about the deliveries of a night. */
class NightDeliveriesTest {

    private static final LocalDate DATE = LocalDate.parse("2026-03-15");

    private static final NightDeliveries DELIVERIES = new NightDeliveries(
            DATE,
            Map.of(
                    "spend",
                    List.of("google", "meta"),
                    "interaction",
                    List.of("web", "desk"),
                    "coverage",
                    List.of("press")),
            Set.of("web"),
            SourceDays.of(Map.of("google", List.of(DATE), "web", List.of(DATE))),
            SourceDays.of("web", List.of(DATE)),
            Set.of("google"));

    @Test
    void shapeIsBroughtByAnyOfItsSources() {
        assertThat(DELIVERIES.bring("spend")).isTrue();
        assertThat(DELIVERIES.bring("coverage")).isFalse();
        assertThat(DELIVERIES.bring("a shape that no source fills")).isFalse();
        assertThat(DELIVERIES.replace("interaction")).isTrue();
        assertThat(DELIVERIES.replace("spend")).isFalse();
    }

    @Test
    void sourcesKeepTheOrderOfTheirDeclarations() {
        assertThat(DELIVERIES.sources("interaction")).containsExactly("web", "desk");
        assertThat(DELIVERIES.sources("profile")).isEmpty();
        assertThat(DELIVERIES.isWeb("web")).isTrue();
        assertThat(DELIVERIES.isWeb("desk")).isFalse();
        assertThat(DELIVERIES.isOutOfOrder("google")).isTrue();
        assertThat(DELIVERIES.isRedelivered("google")).isFalse();
    }

    @Test
    void selectionsAreValues() {
        TreeSet<LocalDate> days = new TreeSet<>(List.of(DATE));
        Deliveries near = Deliveries.near(days);
        days.clear();
        assertThat(near).isEqualTo(Deliveries.near(List.of(DATE)));
        assertThat(near.nearDays()).containsExactly(DATE);
        assertThat(near.includes("web")).isTrue();
        assertThat(near.of("web").includes("web")).isTrue();
        assertThat(near.of("web").includes("desk")).isFalse();
        assertThat(Deliveries.NEW.of(List.of()).includes("web")).isFalse();
        assertThat(Deliveries.NEW).isNotEqualTo(Deliveries.PRIOR);
    }
}
