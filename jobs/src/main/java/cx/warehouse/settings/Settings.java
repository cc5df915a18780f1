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
 * All settings. Each component of a record here is a setting of {@code cxw.yaml}, which has its default and its
 * meaning.
 *
 * @param general top-level settings
 * @param parts records of sections that higher packages declare, by class
 * @param hashKey key of the pseudonyms, only from the environment
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
     * @param schemas folders of the declarations: those of users first, the project's own last
     */
    public record GeneralSettings(
            String root,
            String dropZone,
            String reference,
            List<String> schemas,
            ZoneId zone,
            Currency currency,
            List<String> requiredSources) {

        public GeneralSettings {
            schemas = List.copyOf(schemas);
            requiredSources = List.copyOf(requiredSources);
        }

        /** The fault of an empty list of folders. */
        List<String> problems() {
            return schemas.isEmpty() ? List.of("schemas: is empty; the project's own folder is `schemas`") : List.of();
        }

        /** The same with all places in full: reference files are beside the drop zone unless a place is set. */
        GeneralSettings resolve(Path home) {
            return new GeneralSettings(
                    root,
                    dropZone,
                    reference.isBlank() ? referenceBeside(dropZone) : reference,
                    schemas.stream()
                            .map(folder -> home.resolve(folder).toString())
                            .toList(),
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

    /** Number of sources to ingest in parallel, and how long the lease of a dead run lasts. */
    public record NightSettings(int sourcesAtOnce, Duration lease) {}

    /** The warehouse's own database; an empty user means no user. */
    public record DatabaseSettings(String url, String user, String password) {

        /** Opens the database. */
        public Database open() {
            return new Database(url, user, password);
        }

        /**
         * Returns the same settings where a URL is set, else those of an embedded database of the warehouse in
         * {@code root}.
         */
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

        /** Leaves out passwords, because settings are printed. */
        @Override
        public String toString() {
            return "DatabaseSettings[url=" + url.replaceAll("(?i)(password=)[^&;]*", "$1...") + ", user=" + user + "]";
        }
    }

    /** Limits of stored versions, lists and pages. */
    public record LimitSettings(StorageSettings storage, BiSettings bi, CheckSettings checks, DocsSettings docs) {}

    /**
     * Ages of stored files.
     *
     * @param keepNights number of published nights whose snapshots are kept
     * @param compactAfter age of a day whose small files are joined
     * @param wholeTableRows rows below which a table of keys is computed whole
     * @param grace age of a file that nothing refers to before it is removed
     */
    public record StorageSettings(int keepNights, Duration compactAfter, int wholeTableRows, Duration grace) {}

    /** Number of versions of the bi folder to keep. */
    public record BiSettings(int keepVersions) {}

    /** Longest list in a validation result. */
    public record CheckSettings(int mostValues) {}

    /** Number of runs of a table that keep a page of their own. */
    public record DocsSettings(int keepRuns) {}

    /** The public key of a warehouse without a key of its own: good for samples, not for people. */
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

    /** Folders of the declarations: those of users first, the project's own last. */
    public List<Path> schemas() {
        return general.schemas().stream().map(Path::of).toList();
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
     * The settings of a section that a higher package declares.
     *
     * @throws IllegalArgumentException when these settings were read without that section
     */
    public <T extends Record> T part(Class<T> type) {
        if (!parts.containsKey(type)) {
            throw new IllegalArgumentException("Cannot find the settings of " + type + ": their section was not read");
        }
        return type.cast(parts.get(type));
    }

    /** True while pseudonyms are made with the public key. */
    public boolean hasDemoHashKey() {
        return hashKey.equals(DEMO_HASH_KEY);
    }

    /** Leaves out the hash key, because settings are printed. */
    @Override
    public String toString() {
        return "Settings[general=" + general + ", night=" + night + ", database=" + database + ", s3=" + s3 + ", spark="
                + spark + ", limits=" + limits + ", parts=" + parts.values() + "]";
    }
}
