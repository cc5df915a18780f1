package cx.warehouse.report;

import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.Mapping;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.TableContract;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the columns with personal values: columns that a source contract marks, columns of the same name in other
 * tables, and conformed columns filled from them.
 */
final class PersonalColumns {

    private static final String SOURCE = "source.";
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");

    private final Declarations declarations;
    private final Set<String> personal;

    private PersonalColumns(Declarations declarations, Set<String> personal) {
        this.declarations = declarations;
        this.personal = personal;
    }

    static PersonalColumns of(Declarations declarations) {
        Set<String> personal = new HashSet<>();
        for (SourceContract source : declarations.sources()) {
            Set<String> own = personalColumns(source);
            personal.addAll(own);
            source.conform().values().stream()
                    .flatMap(List::stream)
                    .forEach(mapping -> personal.addAll(columnsFilledFrom(mapping, own)));
        }
        return new PersonalColumns(declarations, personal);
    }

    /** The masking of a table's values. */
    ValueMasking maskingOf(String table) {
        Optional<SourceContract> source =
                table.startsWith(SOURCE) ? declarations.source(table.substring(SOURCE.length())) : Optional.empty();
        if (source.isPresent()) {
            Set<String> own = personalColumns(source.get());
            Set<String> declared =
                    source.get().columns().stream().map(SourceColumn::name).collect(Collectors.toSet());
            Set<String> hidden = new HashSet<>(personal);
            hidden.removeAll(declared);
            hidden.addAll(own);
            return new ValueMasking(hidden, declared);
        }
        return new ValueMasking(
                personal,
                declarations
                        .table(table)
                        .map(TableContract::columnNames)
                        .map(Set::copyOf)
                        .orElse(Set.of()));
    }

    private static Set<String> personalColumns(SourceContract source) {
        return source.columns().stream()
                .filter(SourceColumn::isPii)
                .map(SourceColumn::name)
                .collect(Collectors.toSet());
    }

    /** The conformed columns whose expressions use a personal column. */
    private static Set<String> columnsFilledFrom(Mapping mapping, Set<String> personal) {
        return mapping.columns().entrySet().stream()
                .filter(column -> {
                    String expression = LITERAL.matcher(column.getValue()).replaceAll("''");
                    return personal.stream().anyMatch(name -> Pattern.compile("\\b" + Pattern.quote(name) + "\\b")
                            .matcher(expression)
                            .find());
                })
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
