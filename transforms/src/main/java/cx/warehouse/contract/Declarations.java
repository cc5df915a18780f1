package cx.warehouse.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All source contracts and table contracts, checked against each other.
 *
 * @param sources sorted by name
 * @param tables sorted by name
 * @param paths the path of the document that declares a source or a table, by the name of that source or table
 * @param userTables names of the tables that users added
 */
public record Declarations(
        List<SourceContract> sources, List<TableContract> tables, Map<String, String> paths, Set<String> userTables) {
    public Declarations {
        sources = List.copyOf(sources);
        tables = List.copyOf(tables);
        paths = Map.copyOf(paths);
        userTables = Set.copyOf(userTables);
    }

    /**
     * Reads declarations. A document with the key {@code source} is a source contract, one with {@code table} a table
     * contract.
     *
     * @throws DeclarationException with all faults of all documents
     */
    public static Declarations read(List<DeclarationText> documents) {
        List<DeclarationProblem> problems = new ArrayList<>();
        List<YamlFields> sourceFields = new ArrayList<>();
        List<TableContract> tables = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        Set<String> userTables = new HashSet<>();
        for (DeclarationText document : documents) {
            YamlFields fields = YamlFields.of(document, problems);
            if (fields == null) {
                continue;
            }
            if (fields.has("source")) {
                sourceFields.add(fields);
            } else if (fields.has("table")) {
                TableContract table = TableParser.table(fields);
                if (registerName(seen, table.table(), document, problems)) {
                    tables.add(table);
                    if (document.origin() == DeclarationText.Origin.USER) {
                        userTables.add(table.table());
                    }
                }
            } else {
                problems.add(new DeclarationProblem(
                        document.path(),
                        "",
                        "is neither a source contract (key `source`) nor a table contract (`table`)"));
            }
        }
        BuildRules.check(tables, seen, problems);
        List<SourceContract> sources = new ArrayList<>();
        for (YamlFields fields : sourceFields) {
            SourceContract source = SourceParser.source(fields);
            SourceRules.check(source, tables, fields.path(), problems);
            if (registerName(seen, source.source(), new DeclarationText(fields.path(), ""), problems)) {
                sources.add(source);
            }
        }
        if (!problems.isEmpty()) {
            throw new DeclarationException(problems);
        }
        sources.sort(Comparator.comparing(SourceContract::source));
        tables.sort(Comparator.comparing(TableContract::table));
        return new Declarations(sources, tables, seen, userTables);
    }

    /** The source contract with that name. */
    public Optional<SourceContract> source(String name) {
        return sources.stream().filter(source -> source.source().equals(name)).findFirst();
    }

    /** The table contract with that name, which includes the schema: {@code conformed.interaction}. */
    public Optional<TableContract> table(String name) {
        return tables.stream().filter(table -> table.table().equals(name)).findFirst();
    }

    /** True for a table that users added: when it fails, it is refused alone. */
    public boolean isUserTable(String name) {
        return userTables.contains(name);
    }

    /**
     * The contract of an input of a table; for the view {@code customer_experience} that of the fact with the column
     * that the view adds. Empty for an input that was not declared.
     */
    public Optional<TableContract> input(TableRead read) {
        Optional<TableContract> stored = table(read.inputs().get(0));
        return read.isCurrentView()
                ? stored.map(fact ->
                        fact.withColumns(Stream.concat(fact.columns().stream(), Stream.of(TableRead.IS_RETURNING))
                                .toList()))
                : stored;
    }

    private static boolean registerName(
            Map<String, String> seen, String name, DeclarationText document, List<DeclarationProblem> problems) {
        String other = seen.putIfAbsent(name, document.path());
        if (other != null) {
            problems.add(new DeclarationProblem(
                    document.path(), "", "`" + name + "` is declared in " + other + " already; choose another name"));
        }
        return other == null;
    }
}
