package cx.warehouse.batch;

import cx.warehouse.contract.Guess;
import cx.warehouse.experience.Channels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Which pillar each channel belongs to, as the settings say. */
final class Pillars {

    private Pillars() {}

    /**
     * The pillar of every channel there is.
     *
     * @param list what a setting names, by its key
     * @param problems where faults are told
     */
    static Map<String, String> of(Function<String, List<String>> list, List<String> problems) {
        Map<String, String> pillars = new TreeMap<>();
        for (String pillar : List.of(Channels.PAID, Channels.EARNED, Channels.SOCIAL)) {
            String key = "experience.pillars." + pillar;
            for (String channel : list.apply(key)) {
                if (!Channels.PILLARS.containsKey(channel)) {
                    problems.add(key + ": no such channel `" + channel + "`"
                            + Guess.hint(channel, Channels.PILLARS.keySet()));
                } else if (pillars.containsKey(channel)) {
                    problems.add(
                            key + ": `" + channel + "` is in experience.pillars." + pillars.get(channel) + ", too");
                } else {
                    pillars.put(channel, pillar);
                }
            }
        }
        Channels.PILLARS.keySet().forEach(channel -> pillars.putIfAbsent(channel, Channels.OWNED));
        return pillars;
    }
}
