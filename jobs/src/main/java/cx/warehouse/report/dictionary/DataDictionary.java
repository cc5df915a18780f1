package cx.warehouse.report.dictionary;

import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.Mapping;
import cx.warehouse.contract.SourceColumn;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.contract.TableBuild;
import cx.warehouse.contract.TableContract;
import cx.warehouse.contract.TableRead;
import cx.warehouse.report.dictionary.DictionaryTable.DictionaryColumn;
import cx.warehouse.report.dictionary.DictionaryTable.Origin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects the meaning of all published tables and of all sources from the declarations. */
public final class DataDictionary {

    private static final Set<String> PSEUDONYMS =
            Set.of("customer_key", "current_customer_key", "visitor_key", "identifier_hash", "old_key", "new_key");

    /** The shape that the unified fact is made of; steps of a night write it, so it declares no inputs. */
    private static final Map<String, List<String>> SHAPES_OF_STEPS =
            Map.of("mart.fact_customer_experience", List.of("interaction"));

    private final Declarations declarations;
    private final Map<String, Map<String, List<String>>> checks;

    private DataDictionary(Declarations declarations, Map<String, Map<String, List<String>>> checks) {
        this.declarations = declarations;
        this.checks = checks;
    }

    /**
     * The dictionary of some declarations.
     *
     * @param checks by table and column, the expectations of its suite in words; the column is empty for expectations
     *     of the whole table
     */
    public static DataDictionary of(Declarations declarations, Map<String, Map<String, List<String>>> checks) {
        return new DataDictionary(declarations, checks);
    }

    /** The published tables, by name. */
    public List<DictionaryTable> publishedTables() {
        return declarations.tables().stream()
                .filter(TableContract::isPublished)
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .map(this::table)
                .toList();
    }

    /** The sources, by name, each with the vendor's columns. */
    public List<DictionaryTable> sources() {
        return declarations.sources().stream()
                .sorted((one, other) -> one.source().compareTo(other.source()))
                .map(this::source)
                .toList();
    }

    private DictionaryTable table(TableContract table) {
        List<String> shapes = shapes(table);
        List<DictionaryColumn> columns = table.columns().stream()
                .map(column -> new DictionaryColumn(
                        column.name(),
                        column.type(),
                        column.isRequired(),
                        column.description(),
                        PSEUDONYMS.contains(column.name()) ? "pseudonym" : "",
                        origins(shapes, column.name()),
                        checks(table.table(), column.name())))
                .toList();
        return new DictionaryTable(
                table.name(),
                table.description(),
                table.grain(),
                String.join(", ", table.key()),
                String.join(", ", table.partition()),
                columns,
                checks(table.table(), ""));
    }

    private DictionaryTable source(SourceContract source) {
        String table = "source." + source.source();
        List<DictionaryColumn> columns = source.columns().stream()
                .map(column -> new DictionaryColumn(
                        column.name(),
                        column.type().sql(),
                        column.required() == SourceColumn.Required.ALWAYS,
                        String.join(" or ", column.from()),
                        column.isPii() ? "personal" : "",
                        List.of(),
                        checks(table, column.name())))
                .toList();
        return new DictionaryTable(
                table,
                source.description(),
                "one record of the export",
                String.join(", ", source.key()),
                "business_date",
                columns,
                checks(table, ""));
    }

    private List<String> checks(String table, String column) {
        return checks.getOrDefault(table, Map.of()).getOrDefault(column, List.of());
    }

    private static List<String> shapes(TableContract table) {
        return table.declaredBuild()
                .map(TableBuild::reads)
                .map(reads -> reads.stream()
                        .filter(TableRead::isShape)
                        .map(TableRead::view)
                        .toList())
                .orElseGet(() -> SHAPES_OF_STEPS.getOrDefault(table.table(), List.of()));
    }

    /** The vendors' columns whose expressions fill a column of these shapes with the same name. */
    private List<Origin> origins(List<String> shapes, String column) {
        List<Origin> origins = new ArrayList<>();
        for (SourceContract source : declarations.sources()) {
            Set<String> names = new LinkedHashSet<>();
            boolean isFilled = false;
            for (String shape : shapes) {
                for (Mapping mapping : source.conform().getOrDefault(shape, List.of())) {
                    String expression = mapping.columns().get(column);
                    if (expression != null) {
                        isFilled = true;
                        names.addAll(vendorNames(source, expression));
                    }
                }
            }
            if (isFilled) {
                origins.add(new Origin(source.source(), List.copyOf(names)));
            }
        }
        return origins;
    }

    private static List<String> vendorNames(SourceContract source, String expression) {
        String withoutTexts = expression.replaceAll("'[^']*'", "''");
        return source.columns().stream()
                .filter(column -> Pattern.compile("\\b" + Pattern.quote(column.name()) + "\\b")
                        .matcher(withoutTexts)
                        .find())
                .map(column ->
                        column.from().isEmpty() ? column.name() : column.from().get(0))
                .toList();
    }
}
