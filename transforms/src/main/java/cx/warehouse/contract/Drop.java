package cx.warehouse.contract;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files of a vendor's folder are meant, and what comes with them.
 *
 * @param file what a file's name must match whole, as it is or without the ending that says how it is packed; may have
 *     the groups {@code account} and {@code date}
 * @param member what the name of an archive's member must match whole, its folder left off; null for any CSV or JSON
 * @param with by name, what the names of companions match: they belong to the files whose named groups say the same
 * @param manifest the file that vouches for the others; null when nothing does
 */
public record Drop(Pattern file, Pattern member, SortedMap<String, Pattern> with, Manifest manifest)
        implements Serializable {
    /** A name that says how its file is packed; vendors pack any export without notice. */
    private static final Pattern PACKED = Pattern.compile("(.+?)\\.(gz|zip|tar\\.gz|tgz)", Pattern.CASE_INSENSITIVE);

    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    public Drop {
        with = new TreeMap<>(with);
    }

    /** Files that come alone. */
    public Drop(Pattern file, Pattern member) {
        this(file, member, new TreeMap<>(), null);
    }

    /**
     * A file that vouches for the others of its delivery.
     *
     * @param file what its name matches; it belongs to the files whose named groups say the same
     * @param entries what tells of one file in its text: the group {@code name}, and of {@code size}, {@code md5} and
     *     {@code sha256} at least one
     */
    public record Manifest(Pattern file, Pattern entries) implements Serializable {}

    /** By name, in order. */
    @Override
    public SortedMap<String, Pattern> with() {
        return new TreeMap<>(with);
    }

    /** True for a file with rows of this source, a companion or a manifest, by its name, folder left off. */
    public boolean matches(String fileName) {
        return hasRows(fileName)
                || with.values().stream()
                        .anyMatch(pattern -> pattern.matcher(fileName).matches())
                || (manifest != null && manifest.file().matcher(fileName).matches());
    }

    /** True for a file with rows of this source by its name, folder left off. */
    public boolean hasRows(String fileName) {
        return file.matcher(unpackedName(fileName)).matches();
    }

    /** True when a file cannot be read for itself. */
    public boolean isAccompanied() {
        return !with.isEmpty() || manifest != null;
    }

    /** What a named group of the pattern matched in a file's name; empty when the pattern has no such group. */
    public Optional<String> group(String fileName, String group) {
        return Optional.ofNullable(groups(file, unpackedName(fileName)).get(group));
    }

    /** True when a companion's name matches its pattern, and says what the file's name says wherever both tell the same. */
    public boolean belongs(String fileName, Pattern pattern, String companionName) {
        Map<String, String> said = groups(file, unpackedName(fileName));
        return pattern.matcher(companionName).matches()
                && groups(pattern, companionName).entrySet().stream().allMatch(group -> group.getValue()
                        .equalsIgnoreCase(said.getOrDefault(group.getKey(), group.getValue())));
    }

    /** The name that the pattern speaks of: without the ending that tells the packing, unless it matches with it. */
    private String unpackedName(String fileName) {
        Matcher packed = PACKED.matcher(fileName);
        return file.matcher(fileName).matches() || !packed.matches() ? fileName : packed.group(1);
    }

    static List<String> groupNames(Pattern pattern) {
        List<String> names = new ArrayList<>();
        Matcher found = GROUP.matcher(pattern.pattern());
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }

    private static Map<String, String> groups(Pattern pattern, String name) {
        Map<String, String> groups = new TreeMap<>();
        Matcher matcher = pattern.matcher(name);
        if (matcher.matches()) {
            for (String group : groupNames(pattern)) {
                if (matcher.group(group) != null) {
                    groups.put(group, matcher.group(group));
                }
            }
        }
        return groups;
    }
}
