package cx.warehouse.contract;

import cx.warehouse.contract.Drop.Manifest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the part of a source contract that selects files, companions and the manifest. */
final class DropParser {
    private static final Pattern NOTHING = Pattern.compile("$^");
    private static final List<String> PROOFS = List.of("size", "md5", "sha256");

    private DropParser() {}

    static Drop drop(YamlFields fields) {
        if (!fields.has("drop")) {
            fields.fault("drop", "is missing");
            return new Drop(NOTHING, null);
        }
        YamlFields drop = fields.map("drop");
        if (!drop.has("file")) {
            drop.fault("file", "is missing");
        }
        Pattern file = drop.parse("file", DropParser::fileNamePattern);
        Pattern member = drop.parse("member", DropParser::fileNamePattern);
        SortedMap<String, Pattern> with = new TreeMap<>();
        if (drop.has("with")) {
            YamlFields companions = drop.map("with");
            for (String name : companions.keys()) {
                Pattern pattern = companions.parse(name, DropParser::fileNamePattern);
                with.put(name, pattern == null ? NOTHING : pattern);
            }
        }
        Manifest manifest = drop.has("manifest") ? manifest(drop.map("manifest")) : null;
        drop.rejectUnknownKeys();
        return new Drop(file == null ? NOTHING : file, member, with, manifest);
    }

    /**
     * Reads a companion, as in {@code {in: lookups, member: browser.tsv}}; other keys of the map are left to the
     * caller.
     */
    static Companion companion(YamlFields fields) {
        return new Companion(fields.text("in"), fields.parse("member", DropParser::fileNamePattern));
    }

    /** File names match in upper and lower case alike. */
    private static Pattern fileNamePattern(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }

    private static Manifest manifest(YamlFields fields) {
        fields.text("file");
        fields.text("entries");
        Pattern file = fields.parse("file", DropParser::fileNamePattern);
        Pattern entries = fields.parse("entries", Pattern::compile);
        if (entries != null) {
            List<String> groups = Drop.groupNames(entries);
            if (!groups.contains("name") || groups.stream().noneMatch(PROOFS::contains)) {
                fields.fault(
                        "entries",
                        "needs the group (?<name>…), and one at least of (?<size>…), (?<md5>…), (?<sha256>…)");
            }
        }
        fields.rejectUnknownKeys();
        return new Manifest(file == null ? NOTHING : file, entries == null ? NOTHING : entries);
    }
}
