package cx.warehouse.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reports declarations that cannot be used. It holds every fault of every document, so that one round of fixes is
 * enough.
 */
public final class DeclarationException extends RuntimeException {
    private final transient List<DeclarationProblem> problems;

    public DeclarationException(List<DeclarationProblem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /** The faults, grouped by document and in the order of its keys. */
    public List<DeclarationProblem> problems() {
        return problems;
    }

    private static String message(List<DeclarationProblem> problems) {
        Map<String, List<DeclarationProblem>> byPath = problems.stream()
                .collect(Collectors.groupingBy(DeclarationProblem::path, LinkedHashMap::new, Collectors.toList()));
        return byPath.entrySet().stream()
                .map(entry -> block(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n"));
    }

    private static String block(String path, List<DeclarationProblem> problems) {
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
