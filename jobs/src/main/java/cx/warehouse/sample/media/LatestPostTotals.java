package cx.warehouse.sample.media;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the posts of one outpost had gathered at their last deliveries. */
final class LatestPostTotals {
    private final Map<String, Object> byPost = new TreeMap<>();

    /** Takes the place of what an earlier delivery said of the post. */
    void put(String post, Map<String, Object> totals) {
        byPost.put(post, totals);
    }

    /** The totals of every post after its last delivery. */
    Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("posts", byPost.size());
        truth.put("last_totals", byPost);
        return truth;
    }
}
