package cx.warehouse.tables;

import com.fasterxml.jackson.databind.ObjectMapper;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.delivery.QuarantinedRow;
import cx.warehouse.files.FileStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Writes the quarantined rows of one file as JSON lines. They are stored only when the whole file could be read. */
final class QuarantineWriter implements Consumer<QuarantinedRow>, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileStore store;
    private final String place;
    private final LandedFile file;
    private Path part;
    private BufferedWriter out;

    QuarantineWriter(FileStore store, String place, LandedFile file) {
        this.store = store;
        this.place = place;
        this.file = file;
    }

    @Override
    public void accept(QuarantinedRow reject) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("business_date", file.businessDate().toString());
        row.put("source", reject.source());
        row.put("path", reject.path());
        row.put("member", reject.member());
        row.put("line", reject.line());
        row.put("raw", reject.raw());
        row.put("reasons", reject.reasons());
        row.put("load_id", file.loadId());
        try {
            if (out == null) {
                part = Files.createTempFile("cxw-", ".jsonl");
                // unlike Files.newBufferedWriter, it writes what UTF-8 cannot hold as a question mark
                out = new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(part), StandardCharsets.UTF_8));
            }
            out.write(JSON.writeValueAsString(row));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores the rows in the quarantine, where readers see them. */
    void commit() throws IOException {
        if (out != null) {
            out.close();
            store.write(place, target -> Files.copy(part, target));
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
            Files.deleteIfExists(part);
        }
    }
}
