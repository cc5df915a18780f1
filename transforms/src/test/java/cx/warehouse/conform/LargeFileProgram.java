package cx.warehouse.conform;

import cx.warehouse.conform.delivery.FileReport;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.conform.delivery.RepeatedRows;
import cx.warehouse.infer.SourceDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A separate program that drafts a contract from a file, reads the whole file, and prints its outcome. */
final class LargeFileProgram {
    private LargeFileProgram() {}

    public static void main(String[] arguments) throws IOException {
        Path path = Path.of(arguments[0]);
        String name = path.getFileName().toString();
        SourceDraft draft = SourceDraft.of(
                List.of(new SourceDraft.VendorFile(name, Files.size(path), () -> Files.newInputStream(path))),
                new SourceDraft.DraftRequest("shop_sale", "shop", null, null, TestContracts.DELIVERY));
        System.out.println(draft.yaml().lines().findFirst().orElseThrow());
        LandedFile file = new LandedFile(
                TestContracts.DELIVERY + "/shop/" + name, "sha", TestContracts.DELIVERY, Files.size(path), "load-1");
        FileReport report = new SourceReader(TestContracts.csv(), TestContracts.ACCOUNTS)
                .read(file, landed -> Files.newInputStream(path), RepeatedRows.NONE, row -> {}, reject -> {});
        System.out.println(report.outcome() + " " + report.loaded());
    }
}
