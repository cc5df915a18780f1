package cx.warehouse.settings;

import cx.warehouse.files.Fault;
import cx.warehouse.files.S3Settings;
import cx.warehouse.settings.Settings.DatabaseSettings;
import cx.warehouse.settings.Settings.GeneralSettings;
import cx.warehouse.settings.Settings.LimitSettings;
import cx.warehouse.settings.Settings.NightSettings;
import cx.warehouse.spark.SessionOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads settings from the defaults, a file, the environment and the command line; each overrides the one before. */
public final class SettingsReader {

    private static final SettingSection<GeneralSettings> GENERAL =
            new SettingSection<>("", GeneralSettings.class, GeneralSettings::problems);
    private static final SettingSection<NightSettings> NIGHT = SettingSection.of("night", NightSettings.class);
    private static final SettingSection<DatabaseSettings> DATABASE =
            SettingSection.of("database", DatabaseSettings.class);
    private static final SettingSection<S3Settings> S3 = SettingSection.of("s3", S3Settings.class);
    private static final SettingSection<SessionOptions> SPARK = SettingSection.of("spark", SessionOptions.class);
    private static final SettingSection<LimitSettings> LIMITS = SettingSection.of("", LimitSettings.class);

    /** The sections of {@link Settings} itself. */
    static final List<SettingSection<?>> SECTIONS = List.of(GENERAL, NIGHT, DATABASE, S3, SPARK, LIMITS);

    private SettingsReader() {}

    /**
     * Reads all layers.
     *
     * @param home the project's folder, with {@code cxw.yaml}
     * @param config a file that overrides the defaults, or null
     * @param environment the environment of the process
     * @param options settings of the command line, by key; a null value sets nothing
     * @param parts sections besides those of {@link Settings}, for {@link Settings#part}
     * @throws Fault USAGE with all problems
     */
    public static Settings read(
            Path home,
            Path config,
            Map<String, String> environment,
            Map<String, String> options,
            List<SettingSection<?>> parts) {
        List<String> problems = new ArrayList<>();
        SettingLayers layers = new SettingLayers(SettingSection.concat(SECTIONS, parts), problems);
        layers.addFile(home.resolve("cxw.yaml"));
        if (config != null) {
            layers.addFile(config);
        }
        layers.addEnvironment(environment);
        layers.addOptions(options);
        SettingBinder binder = new SettingBinder(layers, problems);
        GeneralSettings general = binder.bind(GENERAL);
        NightSettings night = binder.bind(NIGHT);
        DatabaseSettings database = binder.bind(DATABASE);
        S3Settings s3 = binder.bind(S3);
        SessionOptions spark = binder.bind(SPARK);
        LimitSettings limits = binder.bind(LIMITS);
        Map<Class<?>, Record> bound = new HashMap<>();
        parts.forEach(part -> bound.put(part.type(), binder.bind(part)));
        refuse(problems);
        String key = environment.get("CXW_HASH_KEY");
        return new Settings(
                general.resolve(home),
                night,
                database.orEmbedded(general.root()),
                s3,
                spark,
                limits,
                bound,
                key == null || key.isBlank() ? Settings.DEMO_HASH_KEY : key);
    }

    private static void refuse(List<String> problems) {
        int count = problems.size();
        if (count > 0) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot use the settings: " + count + (count == 1 ? " problem" : " problems") + "\n  "
                            + String.join("\n  ", problems));
        }
    }

    /**
     * Parses a number and its unit: ms, s, m, h or d.
     *
     * @throws IllegalArgumentException when the text is not a duration
     */
    public static Duration parseDuration(String text) {
        return SettingBinder.parseDuration(text);
    }
}
