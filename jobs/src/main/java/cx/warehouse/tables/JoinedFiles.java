package cx.warehouse.tables;

import java.util.List;
import java.util.stream.Stream;

/**
 * The result of joining small files.
 *
 * @param tables number of tables with joined files
 * @param days number of days with joined files, summed over tables
 * @param filesBefore number of files that were joined
 * @param filesAfter number of files that they became
 * @param waiting tables that are left for later, because a load is staged upon them
 */
public record JoinedFiles(int tables, long days, long filesBefore, long filesAfter, List<String> waiting) {

    /** No file was joined. */
    public static final JoinedFiles NONE = new JoinedFiles(0, 0, 0, 0, List.of());

    public JoinedFiles {
        waiting = List.copyOf(waiting);
    }

    static JoinedFiles waiting(String table) {
        return new JoinedFiles(0, 0, 0, 0, List.of(table));
    }

    JoinedFiles plus(JoinedFiles more) {
        return new JoinedFiles(
                tables + more.tables,
                days + more.days,
                filesBefore + more.filesBefore,
                filesAfter + more.filesAfter,
                Stream.concat(waiting.stream(), more.waiting.stream()).sorted().toList());
    }

    /** True when no file was joined. */
    public boolean isEmpty() {
        return filesBefore == 0;
    }
}
