package cx.warehouse.settings;

import cx.warehouse.files.S3Settings;
import cx.warehouse.ledger.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What may be set; every default is in {@code cxw.yaml}, with its meaning.
 *
 * @param reference location of the reference files
 * @param schemas folders of the declarations: those of users first, the project's last
 * @param hashKey key of the pseudonyms, from the environment alone
 */
public record Settings(
        String root,
        String dropZone,
        String reference,
        List<Path> schemas,
        ZoneId zone,
        String currency,
        List<String> requiredSources,
        Experience experience,
        int sourcesAtOnce,
        Duration lease,
        DatabaseSettings database,
        S3Settings s3,
        String sparkMaster,
        int shufflePartitions,
        int keepVersions,
        int mostValues,
        int keepRuns,
        String hashKey) {

    /**
     * How visits are told apart, how far back the past counts, and where visits come from.
     *
     * @param pillars pillar by channel, of every channel
     */
    public record Experience(
            Duration visitGap,
            boolean splitAtMidnight,
            boolean splitOnCampaignChange,
            Duration lookback,
            boolean aiAssistantChannel,
            Set<String> ownHosts,
            Map<String, String> pillars) {

        public Experience {
            ownHosts = Set.copyOf(ownHosts);
            pillars = Map.copyOf(pillars);
        }
    }

    /** The warehouse's own database; an empty user is none. */
    public record DatabaseSettings(String url, String user, String password) {

        /** Opens it. */
        public Database open() {
            return new Database(url, user, password);
        }
    }

    /** The key of a warehouse that nobody gave one: good for samples, not for people. */
    public static final String DEMO_HASH_KEY = "cx-warehouse-demo";

    public Settings {
        schemas = List.copyOf(schemas);
        requiredSources = List.copyOf(requiredSources);
    }

    /** True while pseudonyms are made with a key that everybody knows. */
    public boolean hasDemoHashKey() {
        return hashKey.equals(DEMO_HASH_KEY);
    }
}
