package cx.warehouse.night;

import cx.warehouse.contract.SpellingGuess;
import cx.warehouse.contract.TableBuild;
import cx.warehouse.contract.TableRead;
import java.util.List;
import org.apache.spark.sql.AnalysisException;

/** Says in one line why the query of a declared table failed, with the likely fix. */
final class MartProblems {

    private MartProblems() {}

    static String message(Throwable failure, TableBuild build) {
        Throwable cause = root(failure);
        if (cause instanceof AnalysisException analysis && "TABLE_OR_VIEW_NOT_FOUND".equals(analysis.getCondition())) {
            String name = analysis.getMessageParameters().get("relationName").replace("`", "");
            List<String> views = build.reads().stream().map(TableRead::view).toList();
            return "no input `" + name + "`; add it to build.reads" + SpellingGuess.hint(name, views);
        }
        String said = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return said.strip().lines().findFirst().orElse(cause.toString());
    }

    /** The innermost failure that says something of the query. */
    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof AnalysisException)) {
            root = root.getCause();
        }
        return root;
    }
}
