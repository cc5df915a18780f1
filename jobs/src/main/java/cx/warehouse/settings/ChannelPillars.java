package cx.warehouse.settings;

import cx.warehouse.contract.SpellingGuess;
import cx.warehouse.experience.channel.ChannelRules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Which pillar each channel belongs to, as the settings say. */
final class ChannelPillars {

    private ChannelPillars() {}

    /**
     * The pillar of every channel there is.
     *
     * @param list what a setting names, by its key
     * @param problems where faults are told
     */
    static Map<String, String> of(Function<String, List<String>> list, List<String> problems) {
        Map<String, String> pillars = new TreeMap<>();
        for (String pillar : List.of(ChannelRules.PAID, ChannelRules.EARNED, ChannelRules.SOCIAL)) {
            String key = "experience.pillars." + pillar;
            for (String channel : list.apply(key)) {
                if (!ChannelRules.PILLARS.containsKey(channel)) {
                    problems.add(key + ": no such channel `" + channel + "`"
                            + SpellingGuess.hint(channel, ChannelRules.PILLARS.keySet()));
                } else if (pillars.containsKey(channel)) {
                    problems.add(
                            key + ": `" + channel + "` is in experience.pillars." + pillars.get(channel) + ", too");
                } else {
                    pillars.put(channel, pillar);
                }
            }
        }
        ChannelRules.PILLARS.keySet().forEach(channel -> pillars.putIfAbsent(channel, ChannelRules.OWNED));
        return pillars;
    }
}
