package cx.warehouse.sample.media;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The totals of posts at their last deliveries, for one social page. */
final class LatestPostTotals {
    private final Map<String, Object> byPost = new TreeMap<>();

    /** Replaces the totals from an earlier delivery of the post. */
    void put(String post, Map<String, Object> totals) {
        byPost.put(post, totals);
    }

    /** The totals of every post at its last delivery. */
    Map<String, Object> truth() {
        Map<String, Object> truth = new LinkedHashMap<>();
        truth.put("posts", byPost.size());
        truth.put("last_totals", byPost);
        return truth;
    }
}
