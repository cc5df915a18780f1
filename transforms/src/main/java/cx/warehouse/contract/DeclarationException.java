package cx.warehouse.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Declarations that cannot be used; holds every fault of every document, so that one round of mending is enough. */
public final class DeclarationException extends RuntimeException {
    private final transient List<Problem> problems;

    public DeclarationException(List<Problem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /** The faults, by document and in the order of its keys. */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(List<Problem> problems) {
        Map<String, List<Problem>> byPath = problems.stream()
                .collect(Collectors.groupingBy(Problem::path, LinkedHashMap::new, Collectors.toList()));
        return byPath.entrySet().stream()
                .map(entry -> block(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String block(String path, List<Problem> problems) {
        int width = problems.stream()
                .mapToInt(problem -> problem.key().length())
                .max()
                .orElse(0);
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return problems.stream()
                .map(problem ->
                        "  " + problem.key() + " ".repeat(width - problem.key().length() + 3) + problem.message())
                .collect(Collectors.joining("\n", path + ": " + count + "\n", ""));
    }
}
