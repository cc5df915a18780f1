package cx.warehouse.night;

import cx.warehouse.contract.DeclarationProblem;
import cx.warehouse.contract.Declarations;
import cx.warehouse.contract.SpellingGuess;
import cx.warehouse.contract.TableBuild;
import cx.warehouse.contract.TableContract;
import cx.warehouse.experience.mart.Marts;
import cx.warehouse.files.Landing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Joins the declarations of published tables with the functions that build some of them. */
public final class MartDeclarations {

    /** Published tables that steps of a load write; all others are built by their declarations. */
    private static final Set<String> WRITTEN_BY_STEPS = Set.of("fact_customer_experience", "dim_campaign");

    private MartDeclarations() {}

    /** Every fault that neither the declarations nor the functions show alone; empty when all tables can be built. */
    public static List<DeclarationProblem> problems(Declarations declarations) {
        List<DeclarationProblem> problems = new ArrayList<>();
        for (TableContract table : declarations.tables()) {
            String path = declarations.paths().get(table.table());
            TableBuild build = table.build();
            if (build == null && table.isPublished() && !WRITTEN_BY_STEPS.contains(table.name())) {
                problems.add(new DeclarationProblem(
                        path,
                        "build",
                        "is missing: nothing builds " + table.table()
                                + "; add `build` with `by`, `reads` and `sql` (docs/marts.md)"));
            }
            if (build != null && !build.hasSql() && Marts.function(table.name()).isEmpty()) {
                problems.add(new DeclarationProblem(
                        path,
                        "build.sql",
                        "is missing, and no function in Java builds `" + table.name() + "`"
                                + SpellingGuess.hint(table.name(), Marts.names())));
            }
        }
        return problems;
    }

    /** The tables that are built by their declarations, in order of name. */
    static List<TableContract> declaredTables(Declarations declarations) {
        return declarations.tables().stream()
                .filter(table -> table.declaredBuild().isPresent())
                .toList();
    }

    /** The same tables, each after those it reads. */
    static List<TableContract> inOrderOfReads(Declarations declarations) {
        List<TableContract> ordered = new ArrayList<>();
        List<TableContract> rest = new ArrayList<>(declaredTables(declarations));
        while (!rest.isEmpty()) {
            List<TableContract> next = readyTables(declarations, rest, Set.of());
            ordered.addAll(next);
            rest.removeAll(next);
        }
        return ordered;
    }

    /**
     * The tables that can be built now: those that read no waiting and no missing table.
     *
     * @param waiting tables that are not built yet
     * @param missing other tables whose rows are not there yet
     */
    static List<TableContract> readyTables(
            Declarations declarations, Collection<TableContract> waiting, Set<String> missing) {
        Set<String> absent = waiting.stream().map(TableContract::table).collect(Collectors.toCollection(HashSet::new));
        absent.addAll(missing);
        return waiting.stream()
                .filter(table -> Collections.disjoint(inputs(table), absent))
                .toList();
    }

    /** The tables and shapes that a declared table reads. */
    static List<String> inputs(TableContract table) {
        return table.build().reads().stream()
                .flatMap(read -> read.inputs().stream())
                .toList();
    }

    /**
     * By table, the digest of everything that decides its rows: its declaration, and for tables of attribution also the
     * settings of attribution and the map of campaigns.
     */
    static Map<String, String> digests(Warehouse warehouse) {
        Map<String, String> digests = new TreeMap<>();
        declaredTables(warehouse.declarations()).forEach(table -> digests.put(table.table(), digest(table, warehouse)));
        return digests;
    }

    static String digest(TableContract table, Warehouse warehouse) {
        StringBuilder text = new StringBuilder(table.build().toString());
        text.append(table.partition());
        table.columns().forEach(column -> text.append(column.name())
                .append(' ')
                .append(column.type())
                .append('\n'));
        if (Marts.isAttribution(table.name())) {
            text.append(BusinessSettings.attribution(warehouse.settings()));
            text.append(warehouse.referenceFiles().campaignMap());
        }
        return Landing.digest(text.toString());
    }
}
