package cx.warehouse.contract;

import java.util.List;
import java.util.regex.Matcher;

/** A small source contract in YAML, for tests that replace a part of it and read the result. */
final class VisitContract {
    /** The shape that the contract fills. */
    static final DeclarationText SHAPE = new DeclarationText("schemas/tables/conformed/visit.yaml", """
            table: conformed.visit
            description: Visits.
            grain: one row a visit
            key: [visit_id]
            columns:
              - {name: visit_id, type: string, required: true, description: id}
              - {name: started_at, type: timestamp, required: true, description: UTC}
              - {name: pages, type: int, description: pages seen}
              - {name: source, type: string, required: true, description: source}
            """);

    static final String YAML = """
            source: web_visit
            family: web
            vendor: web
            description: Visits.
            drop: {file: 'visits.*'}
            account: vendor
            format: {type: delimited}
            key: [id]
            columns:
              - {name: id, required: true}
              - {name: at, type: timestamp}
            conform:
              visit: {visit_id: id, started_at: at}
            """;

    private VisitContract() {}

    /** The contract with further keys at its top. */
    static String with(String... lines) {
        return YAML + String.join("\n", lines) + "\n";
    }

    /** The contract with another line for one key of its top. */
    static String where(String key, String line) {
        return YAML.replaceFirst("(?m)^" + key + ": .*$", Matcher.quoteReplacement(key + ": " + line));
    }

    /** The contract with another second column; {@code column} is what stands between the braces. */
    static String column(String column) {
        return YAML.replace("name: at, type: timestamp", column);
    }

    /** The contract of a correct YAML. */
    static SourceContract read(String yaml) {
        return Declarations.read(List.of(SHAPE, new DeclarationText("web.yaml", yaml)))
                .sources()
                .get(0);
    }

    /** The second column of a correct YAML with that column. */
    static SourceColumn readColumn(String column) {
        return read(column(column)).columns().get(1);
    }

    /** The faults of a YAML, each as its key and its message; empty when it is correct. */
    static List<String> faults(String yaml) {
        return faults(List.of(SHAPE, new DeclarationText("web.yaml", yaml)));
    }

    /** The faults of documents, each as its key and its message; empty when they are correct. */
    static List<String> faults(List<DeclarationText> documents) {
        try {
            Declarations.read(documents);
            return List.of();
        } catch (DeclarationException e) {
            return e.problems().stream()
                    .map(problem -> problem.key() + ": " + problem.message())
                    .toList();
        }
    }
}
