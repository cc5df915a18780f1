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
 * Selects the files of one export in a vendor's folder, and the companions and the manifest that belong to them.
 *
 * @param file a pattern for the whole file name, with or without the ending of its compression; may have the groups
 *     {@code account} and {@code date}
 * @param member a pattern for the whole name of an archive's member, without its folder; null for any CSV or JSON
 * @param with patterns for the names of companions, by the name that the contract gives them; a companion belongs to
 *     the files whose named groups have the same values
 * @param manifest the file that lists the others with sizes or checksums; null when there is none
 */
public record Drop(Pattern file, Pattern member, SortedMap<String, Pattern> with, Manifest manifest)
        implements Serializable {
    /**
     * A file name with an ending for compression. It is always allowed because vendors compress any export without
     * notice.
     */
    private static final Pattern PACKED = Pattern.compile("(.+?)\\.(gz|zip|tar\\.gz|tgz)", Pattern.CASE_INSENSITIVE);

    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    public Drop {
        with = new TreeMap<>(with);
    }

    /** Files without companions and without a manifest. */
    public Drop(Pattern file, Pattern member) {
        this(file, member, new TreeMap<>(), null);
    }

    /**
     * A file that lists the other files of its delivery with sizes or checksums.
     *
     * @param file a pattern for the manifest's name; it belongs to the files whose named groups have the same values
     * @param entries a pattern that finds the entry of one file in the manifest's text: it needs the group {@code name}
     *     and at least one of {@code size}, {@code md5} and {@code sha256}
     */
    public record Manifest(Pattern file, Pattern entries) implements Serializable {}

    /** The patterns of companions, sorted by name. */
    @Override
    public SortedMap<String, Pattern> with() {
        return new TreeMap<>(with);
    }

    /** True when the file, named without its folder, holds rows of this source or is a companion or a manifest. */
    public boolean matches(String fileName) {
        return hasRows(fileName)
                || with.values().stream()
                        .anyMatch(pattern -> pattern.matcher(fileName).matches())
                || (manifest != null && manifest.file().matcher(fileName).matches());
    }

    /** True when the file, named without its folder, holds rows of this source. */
    public boolean hasRows(String fileName) {
        return file.matcher(unpackedName(fileName)).matches();
    }

    /** True when files can only be read together with a companion or a manifest. */
    public boolean isAccompanied() {
        return !with.isEmpty() || manifest != null;
    }

    /**
     * The text that a named group matched in a file's name; empty when the pattern has no such group or it matched
     * nothing.
     */
    public Optional<String> group(String fileName, String group) {
        return Optional.ofNullable(groups(file, unpackedName(fileName)).get(group));
    }

    /**
     * True when a companion's name matches its pattern and every named group that both names have is equal, ignoring
     * case.
     */
    public boolean belongs(String fileName, Pattern pattern, String companionName) {
        Map<String, String> said = groups(file, unpackedName(fileName));
        return pattern.matcher(companionName).matches()
                && groups(pattern, companionName).entrySet().stream().allMatch(group -> group.getValue()
                        .equalsIgnoreCase(said.getOrDefault(group.getKey(), group.getValue())));
    }

    /** The name to match: without the ending of its compression, unless the pattern matches the full name. */
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
