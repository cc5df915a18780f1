package cx.warehouse.cli;

import cx.warehouse.cli.show.RowPrinter;
import cx.warehouse.files.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The prompt of {@code cxw sql}. Queries end with a semicolon, history is kept in a file, and Ctrl-D quits. */
final class SqlPrompt {

    private SqlPrompt() {}

    static int run(DuckDbQueries analyst, RowPrinter.OutputFormat format) {
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            return converse(terminal, Path.of(System.getProperty("user.home"), ".cxw_history"), analyst, format);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers queries typed at a terminal until the user quits. Answers go to standard output. */
    static int converse(Terminal terminal, Path history, DuckDbQueries analyst, RowPrinter.OutputFormat format) {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .variable(LineReader.HISTORY_FILE, history)
                .build();
        terminal.writer().println("Queries end with ;   `show tables;` lists the tables   Ctrl-D quits");
        StringBuilder query = new StringBuilder();
        while (true) {
            try {
                query.append(reader.readLine(query.isEmpty() ? "cxw> " : "...> "))
                        .append('\n');
            } catch (UserInterruptException e) {
                query.setLength(0);
                continue;
            } catch (EndOfFileException e) {
                return 0;
            }
            String text = query.toString().strip();
            if (text.isEmpty() || text.equals("exit;") || text.equals("quit;")) {
                if (!text.isEmpty()) {
                    return 0;
                }
                query.setLength(0);
            } else if (text.endsWith(";")) {
                query.setLength(0);
                try {
                    SqlCommand.answer(analyst, text.substring(0, text.length() - 1), format, System.out);
                } catch (Fault e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }
}
