package cx.warehouse.settings;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A section of {@code cxw.yaml} and the record that holds its settings. Each component of the record is a setting of
 * that name ({@code visitGap} is {@code visit-gap}). A component that is a record is a nested section. A component of
 * type {@link Map} takes every key of the section that no other component declares.
 *
 * <p>A record may refuse a value by an {@link IllegalArgumentException}. Each line of its message is the setting's key
 * in the section, a colon and the reason. The check returns lines of the same form.
 *
 * @param prefix key of the section; empty for top-level settings
 * @param type the record
 * @param check lists the faults of a record that was read
 */
public record SettingSection<T extends Record>(String prefix, Class<T> type, Function<T, List<String>> check) {

    private static final KebabCaseStrategy KEBAB_CASE = new KebabCaseStrategy();

    /** A section without a check besides that of its record. */
    public static <T extends Record> SettingSection<T> of(String prefix, Class<T> type) {
        return new SettingSection<>(prefix, type, any -> List.of());
    }

    /** The full keys of all settings of the section. */
    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        collectKeys(prefix, type, keys);
        return keys;
    }

    /** The name in {@code cxw.yaml} of the component that takes undeclared keys; null without one. */
    String openComponent() {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() == Map.class) {
                return nameOf(component);
            }
        }
        return null;
    }

    /** The full key of a setting in the section. */
    String key(String name) {
        return join(prefix, name);
    }

    private static void collectKeys(String prefix, Class<?> type, Set<String> keys) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = join(prefix, nameOf(component));
            if (component.getType().isRecord()) {
                collectKeys(key, component.getType(), keys);
            } else if (component.getType() != Map.class) {
                keys.add(key);
            }
        }
    }

    private static String nameOf(RecordComponent component) {
        return KEBAB_CASE.translate(component.getName());
    }

    private static String join(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + "." + name;
    }

    /** Appends sections to others. */
    static List<SettingSection<?>> concat(List<SettingSection<?>> first, List<SettingSection<?>> others) {
        List<SettingSection<?>> all = new ArrayList<>(first);
        all.addAll(others);
        return all;
    }
}
