package cx.warehouse.settings;

import cx.warehouse.files.Landing;
import cx.warehouse.files.S3Settings;
import cx.warehouse.ledger.Database;
import cx.warehouse.spark.SessionOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/**
 * All settings. Each component of a record here is a setting of {@code cxw.yaml}, where its default and its meaning stand.
 *
 * @param general settings at the top of the file
 * @param parts records of sections that packages above declare, by their class
 * @param hashKey key of the pseudonyms, from the environment alone
 */
public record Settings(
        GeneralSettings general,
        NightSettings night,
        DatabaseSettings database,
        S3Settings s3,
        SessionOptions spark,
        LimitSettings limits,
        Map<Class<?>, Record> parts,
        String hashKey) {

    /**
     * Places, zone and currency of the warehouse.
     *
     * @param reference location of the reference files
     * @param schemas folder of the declarations
     */
    public record GeneralSettings(
            String root,
            String dropZone,
            String reference,
            String schemas,
            ZoneId zone,
            Currency currency,
            List<String> requiredSources) {

        public GeneralSettings {
            requiredSources = List.copyOf(requiredSources);
        }

        /** The same with all places in full: reference files are beside the drop zone unless a place is set. */
        GeneralSettings resolve(Path home) {
            return new GeneralSettings(
                    root,
                    dropZone,
                    reference.isBlank() ? referenceBeside(dropZone) : reference,
                    home.resolve(schemas).toString(),
                    zone,
                    currency,
                    requiredSources);
        }

        private static String referenceBeside(String dropZone) {
            String trimmed = dropZone.replaceAll("/+$", "");
            if (trimmed.contains("://")) {
                int slash = trimmed.lastIndexOf('/');
                return slash > trimmed.indexOf("://") + 2
                        ? trimmed.substring(0, slash) + "/reference"
                        : trimmed + "/reference";
            }
            return Path.of(trimmed).toAbsolutePath().resolveSibling("reference").toString();
        }
    }

    /** How many sources are ingested side by side, and how long a run that died still holds the warehouse. */
    public record NightSettings(int sourcesAtOnce, Duration lease) {}

    /** The warehouse's own database; an empty user is none. */
    public record DatabaseSettings(String url, String user, String password) {

        /** Opens it. */
        public Database open() {
            return new Database(url, user, password);
        }

        /** The same, or an embedded database of the warehouse in {@code root} where no URL is set. */
        DatabaseSettings orEmbedded(String root) {
            if (!url.isBlank()) {
                return this;
            }
            Path state = root.contains("://")
                    ? Path.of(System.getProperty("user.home"), ".cx-warehouse", Landing.digest(root))
                    : Path.of(root).toAbsolutePath().normalize().resolve("state");
            return new DatabaseSettings(
                    Database.embeddedUrl(state.resolve("cxw").toString()), user, password);
        }

        /** Without passwords: settings are printed, secrets are not. */
        @Override
        public String toString() {
            return "DatabaseSettings[url=" + url.replaceAll("(?i)(password=)[^&;]*", "$1...") + ", user=" + user + "]";
        }
    }

    /** Limits of what is kept and shown. */
    public record LimitSettings(BiSettings bi, CheckSettings checks, DocsSettings docs) {}

    /** How many versions of the bi folder are kept. */
    public record BiSettings(int keepVersions) {}

    /** How long a list in a validation result may be. */
    public record CheckSettings(int mostValues) {}

    /** How many runs of a table have a page of their own. */
    public record DocsSettings(int keepRuns) {}

    /** The key of a warehouse that nobody gave one: good for samples, not for people. */
    public static final String DEMO_HASH_KEY = "cx-warehouse-demo";

    public Settings {
        parts = Map.copyOf(parts);
    }

    public String root() {
        return general.root();
    }

    public String dropZone() {
        return general.dropZone();
    }

    public String reference() {
        return general.reference();
    }

    public String schemas() {
        return general.schemas();
    }

    public ZoneId zone() {
        return general.zone();
    }

    public Currency currency() {
        return general.currency();
    }

    public List<String> requiredSources() {
        return general.requiredSources();
    }

    /**
     * The settings of a section that a package above declares.
     *
     * @throws IllegalArgumentException when these settings were read without it
     */
    public <T extends Record> T part(Class<T> type) {
        if (!parts.containsKey(type)) {
            throw new IllegalArgumentException("Cannot find settings of " + type + ": they were read without it");
        }
        return type.cast(parts.get(type));
    }

    /** True while pseudonyms are made with a key that everybody knows. */
    public boolean hasDemoHashKey() {
        return hashKey.equals(DEMO_HASH_KEY);
    }

    /** Without the hash key: settings are printed, secrets are not. */
    @Override
    public String toString() {
        return "Settings[general=" + general + ", night=" + night + ", database=" + database + ", s3=" + s3 + ", spark="
                + spark + ", limits=" + limits + ", parts=" + parts.values() + "]";
    }
}
