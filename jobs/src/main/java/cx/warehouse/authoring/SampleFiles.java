package cx.warehouse.authoring;

import cx.warehouse.conform.delivery.Delivery;
import cx.warehouse.conform.delivery.FileOpener;
import cx.warehouse.conform.delivery.LandedFile;
import cx.warehouse.contract.SourceContract;
import cx.warehouse.files.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Files of one source that are read without a warehouse: the delivery that they form, and the opener of their content.
 */
record SampleFiles(Delivery delivery, FileOpener opener) {

    private record SampleFile(String path, LocalDate delivery, byte[] bytes) {}

    /**
     * Reads the sample of a source. Its files lie in folders that bear the delivery date; without the folder, the
     * sample is empty.
     *
     * @throws Fault USAGE when a file cannot be read
     */
    static SampleFiles readFolder(Path folder, SourceContract contract) {
        if (!Files.isDirectory(folder)) {
            return of(contract, List.of());
        }
        try (Stream<Path> found = Files.walk(folder)) {
            List<SampleFile> files = new ArrayList<>();
            for (Path path : found.filter(Files::isRegularFile).sorted().toList()) {
                String below = folder.relativize(path).toString();
                files.add(new SampleFile(below, LocalDate.parse(below.substring(0, 10)), Files.readAllBytes(path)));
            }
            return of(contract, files);
        } catch (IOException e) {
            throw new Fault(Fault.Kind.USAGE, "Cannot read the samples of " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads one file as if it was delivered today (UTC), with the companion files that lie in the same folder.
     *
     * @throws Fault USAGE when a file cannot be read
     */
    static SampleFiles readFile(Path file, SourceContract contract) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try {
            List<Path> all = new ArrayList<>(List.of(file));
            if (contract.drop().isAccompanied() && Files.exists(file)) {
                all.addAll(companions(file, contract));
            }
            List<SampleFile> files = new ArrayList<>();
            for (Path one : all) {
                String path = today + "/" + contract.vendor() + "/" + one.getFileName();
                files.add(new SampleFile(path, today, Files.readAllBytes(one)));
            }
            return of(contract, files);
        } catch (IOException e) {
            String why = Files.exists(file) ? e.getMessage() : "there is no such file";
            throw new Fault(Fault.Kind.USAGE, "Cannot read " + file + ": " + why, e);
        }
    }

    private static List<Path> companions(Path file, SourceContract contract) throws IOException {
        try (Stream<Path> beside = Files.list(file.toAbsolutePath().getParent())) {
            return beside.filter(Files::isRegularFile)
                    .filter(other -> contract.drop().matches(other.getFileName().toString()))
                    .filter(other ->
                            !contract.drop().hasRows(other.getFileName().toString()))
                    .toList();
        }
    }

    private static SampleFiles of(SourceContract contract, List<SampleFile> files) {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach(file -> bytes.put(file.path(), file.bytes()));
        FileOpener opener = file -> new ByteArrayInputStream(bytes.get(file.path()));
        List<LandedFile> landed = files.stream()
                .map(file -> new LandedFile(file.path(), "sample", file.delivery(), file.bytes().length, "sample"))
                .toList();
        return new SampleFiles(Delivery.of(contract, landed, opener), opener);
    }
}
