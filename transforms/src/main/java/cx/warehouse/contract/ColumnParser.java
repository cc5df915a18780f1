package cx.warehouse.contract;

import cx.warehouse.contract.ColumnType.Kind;
import cx.warehouse.contract.SourceColumn.Limits;
import cx.warehouse.contract.SourceColumn.Lookup;
import cx.warehouse.contract.SourceColumn.Required;
import cx.warehouse.contract.SourceColumn.Zone;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one column of a source contract and records its faults. */
final class ColumnParser {
    private static final Set<String> EPOCHS = Set.of("epoch_seconds", "epoch_millis", "epoch_micros");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    private ColumnParser() {}

    static SourceColumn column(YamlFields fields, List<String> missing, NumberFormat numberFormat) {
        String name = fields.text("name");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            fields.fault("name", "expected snake_case, found `" + name + "`");
        }
        List<String> from = fields.texts("from");
        String headerOf = fields.text("header_of", null);
        if (headerOf != null && !(from.isEmpty() && fields.texts("with").isEmpty())) {
            fields.fault("header_of", "has no cells of its own; leave out from and with");
        }
        Set<String> tokens = new HashSet<>(missing);
        tokens.addAll(fields.texts("missing"));
        NumberFormat ownFormat = numberFormat(fields);
        SourceColumn column = new SourceColumn(
                name,
                from.isEmpty() && headerOf == null ? List.of(name) : from,
                fields.texts("with"),
                headerOf,
                fields.texts("otherwise"),
                type(fields),
                requirement(fields),
                tokens,
                ownFormat == null ? numberFormat : ownFormat,
                formats(fields),
                zone(fields),
                limits(fields),
                fields.flag("id"),
                fields.flag("pii"),
                fields.flag("micros"),
                fields.has("lookup") ? lookup(fields.map("lookup")) : null);
        fields.rejectUnknownKeys();
        return column;
    }

    /** Returns the number format that a contract names; null when numbers follow the account's format. */
    static NumberFormat numberFormat(YamlFields fields) {
        String text = fields.text("number_format", "account");
        NumberFormat format = NumberFormat.of(text).orElse(null);
        if (format == null && !text.equals("account")) {
            fields.fault(
                    "number_format",
                    "no such word `" + text + "`; one of account, " + String.join(", ", NumberFormat.words()));
        }
        return format;
    }

    private static ColumnType type(YamlFields fields) {
        String text = fields.text("type", "string");
        return ColumnType.of(text).orElseGet(() -> {
            String hint = SpellingGuess.hint(text, ColumnType.WORDS);
            String known = "; one of " + String.join(", ", ColumnType.WORDS);
            fields.fault("type", "no such type `" + text + "`" + (hint.isEmpty() ? known : hint));
            return new ColumnType(Kind.STRING, 0, 0);
        });
    }

    private static Required requirement(YamlFields fields) {
        String text = fields.text("required", "false");
        return switch (text) {
            case "false" -> Required.NEVER;
            case "true" -> Required.ALWAYS;
            case "first" -> Required.FIRST_LINE;
            case "rare" -> Required.RARE;
            default -> {
                fields.fault("required", "no such word `" + text + "`; one of true, false, first, rare");
                yield Required.NEVER;
            }
        };
    }

    private static List<String> formats(YamlFields fields) {
        List<String> formats = fields.texts("format");
        for (String format : formats) {
            if (!EPOCHS.contains(format)) {
                try {
                    Objects.requireNonNull(DateTimeFormatter.ofPattern(format));
                } catch (IllegalArgumentException e) {
                    fields.fault("format", "`" + format + "`: " + e.getMessage());
                }
            }
        }
        return formats;
    }

    private static Zone zone(YamlFields fields) {
        if (fields.isMap("zone")) {
            YamlFields zone = fields.map("zone");
            String from = zone.text("from");
            YamlFields names = zone.map("names");
            Zone result = new Zone(null, from, names.entries());
            for (String name : result.names().keySet()) {
                names.parse(name, ZoneId::of);
            }
            zone.rejectUnknownKeys();
            return result;
        }
        if (!fields.has("zone") || fields.text("zone").equals("account")) {
            return Zone.OF_ACCOUNT;
        }
        ZoneId id = fields.parse("zone", ZoneId::of);
        return id == null ? Zone.OF_ACCOUNT : new Zone(id, null, Map.of());
    }

    private static Lookup lookup(YamlFields fields) {
        Lookup lookup = new Lookup(DropParser.companion(fields), fields.text("separator", null));
        fields.rejectUnknownKeys();
        return lookup;
    }

    private static Limits limits(YamlFields fields) {
        String window = fields.text("window", "sane");
        if (!window.equals("sane") && !window.equals("any")) {
            fields.fault("window", "no such word `" + window + "`; one of sane, any");
        }
        return new Limits(
                new HashSet<>(fields.texts("values")),
                fields.number("min", null),
                fields.number("max", null),
                fields.parse("pattern", Pattern::compile),
                window.equals("sane"));
    }
}
