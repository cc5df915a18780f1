package cx.warehouse.conform.type;

import cx.warehouse.contract.SourceColumn.Lookup;
import cx.warehouse.contract.SourceContract;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Replaces keys by their texts; a key without text is unchanged. */
public final class KeyTexts {
    private final List<Map<String, String>> texts;
    private final List<Lookup> lookups;

    /** @param texts result of {@code CompanionTables.texts} */
    public KeyTexts(SourceContract contract, List<Map<String, String>> texts) {
        this.texts = texts;
        this.lookups = Arrays.asList(
                contract.columns().stream().map(column -> column.lookup()).toArray(Lookup[]::new));
    }

    /** Text of a cell in the column at that position. */
    String textOf(int index, String cell) {
        Map<String, String> known = texts.get(index);
        if (known == null) {
            return cell;
        }
        String separator = lookups.get(index).separator();
        if (separator == null) {
            return known.getOrDefault(cell.strip(), cell);
        }
        return Arrays.stream(cell.split(Pattern.quote(separator), -1))
                .map(key -> known.getOrDefault(key.strip(), key))
                .collect(Collectors.joining(separator));
    }
}
