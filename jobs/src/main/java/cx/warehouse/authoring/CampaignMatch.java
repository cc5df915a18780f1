package cx.warehouse.authoring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * A campaign as visits name it, and the billed campaign whose name is equal or near.
 *
 * @param visitCampaign name in visits
 * @param billedCampaign name at the platform that bills it
 * @param similarity Jaro-Winkler similarity of both names without capitals, blanks and signs; 1 for equal names
 */
public record CampaignMatch(String visitCampaign, String billedCampaign, double similarity) {

    /** Names that are less similar are not suggested. */
    private static final double NEAR = 0.9;

    /**
     * The best billed campaign for each campaign of visits that has one, in order of name. Of equally similar names the
     * first is taken.
     *
     * @param visitCampaigns names that only visits have
     * @param billedCampaigns names that platforms bill
     */
    public static List<CampaignMatch> suggest(Collection<String> visitCampaigns, Collection<String> billedCampaigns) {
        List<CampaignMatch> matches = new ArrayList<>();
        for (String name : new TreeSet<>(visitCampaigns)) {
            nearest(name, new TreeSet<>(billedCampaigns)).ifPresent(matches::add);
        }
        return matches;
    }

    private static Optional<CampaignMatch> nearest(String name, Collection<String> billed) {
        JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
        return billed.stream()
                .map(other -> new CampaignMatch(name, other, similarity.apply(normalize(name), normalize(other))))
                .filter(match -> !normalize(name).isEmpty() && match.similarity() >= NEAR)
                .max(Comparator.comparingDouble(CampaignMatch::similarity)
                        .thenComparing(CampaignMatch::billedCampaign, Comparator.reverseOrder()));
    }

    private static String normalize(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
