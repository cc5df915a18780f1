package cx.warehouse.conform;

import cx.warehouse.infer.SourceDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A program of its own: drafts a contract from a file, reads the file whole, and says what became of it. */
final class LargeFile {
    private LargeFile() {}

    public static void main(String[] arguments) throws IOException {
        Path path = Path.of(arguments[0]);
        String name = path.getFileName().toString();
        SourceDraft draft = SourceDraft.of(
                List.of(new SourceDraft.Given(name, Files.size(path), () -> Files.newInputStream(path))),
                new SourceDraft.Known("shop_sale", "shop", null, null));
        System.out.println(draft.yaml().lines().findFirst().orElseThrow());
        LandedFile file = new LandedFile(
                Declared.DELIVERY + "/shop/" + name, "sha", Declared.DELIVERY, Files.size(path), "load-1");
        FileReport report = new SourceReader(Declared.csv(), Declared.ACCOUNTS)
                .read(file, landed -> Files.newInputStream(path), Set.of(), row -> {}, reject -> {});
        System.out.println(report.outcome() + " " + report.loaded());
    }
}
