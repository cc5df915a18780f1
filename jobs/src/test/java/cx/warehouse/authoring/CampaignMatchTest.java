package cx.warehouse.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignMatchTest {

    @Test
    void equalAndNearNamesAreMatched() {
        List<CampaignMatch> matches = CampaignMatch.suggest(
                List.of("spring_sale", "sumer-feed", "newsletter", "--"),
                List.of("Spring Sale", "Spring Sale 2", "Summer Feed", "Brand"));
        assertThat(matches)
                .extracting(CampaignMatch::visitCampaign, CampaignMatch::billedCampaign)
                .containsExactly(tuple("spring_sale", "Spring Sale"), tuple("sumer-feed", "Summer Feed"));
        assertThat(matches.get(0).similarity()).isEqualTo(1);
        assertThat(matches.get(1).similarity()).isBetween(0.9, 0.999);
    }

    @Test
    void nothingIsSuggestedWithoutBilledCampaigns() {
        assertThat(CampaignMatch.suggest(List.of("a"), List.of())).isEmpty();
    }
}
