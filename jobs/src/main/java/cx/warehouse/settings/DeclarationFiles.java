package cx.warehouse.settings;

import cx.warehouse.contract.DeclarationException;
import cx.warehouse.contract.DeclarationProblem;
import cx.warehouse.contract.DeclarationText;
import cx.warehouse.contract.Declarations;
import cx.warehouse.files.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the declarations, source contracts and table contracts, from their folders. The last folder is the project's;
 * those before it are the users', who may leave out what they do not add to.
 */
public final class DeclarationFiles {

    private DeclarationFiles() {}

    /**
     * Reads all source and table contracts below some folders.
     *
     * @throws Fault USAGE with every fault of the declarations
     */
    public static Declarations read(List<Path> schemas) {
        List<DeclarationText> documents = new ArrayList<>(documents(schemas, "sources"));
        documents.addAll(documents(schemas, "tables"));
        try {
            return Declarations.read(documents);
        } catch (DeclarationException e) {
            throw new Fault(Fault.Kind.USAGE, e.getMessage(), e);
        }
    }

    /** The declarations of one kind as text, the project's first: what it declares, no user's document replaces. */
    public static List<DeclarationText> documents(List<Path> schemas, String kind) {
        List<DeclarationText> documents = new ArrayList<>();
        for (Path folder : projectFirst(schemas)) {
            boolean isProject = folder.equals(project(schemas));
            for (Path file : files(folder, kind, ".yaml")) {
                String name = folder.getFileName() + "/" + folder.relativize(file);
                try {
                    documents.add(new DeclarationText(
                            name,
                            Files.readString(file),
                            isProject ? DeclarationText.Origin.PROJECT : DeclarationText.Origin.USER));
                } catch (IOException e) {
                    throw new Fault(Fault.Kind.USAGE, "Cannot read " + file + ": " + e.getMessage(), e);
                }
            }
        }
        return documents;
    }

    /** The project's own folder of declarations. */
    public static Path project(List<Path> schemas) {
        return schemas.get(schemas.size() - 1);
    }

    /** The folders with the project's first. */
    public static List<Path> projectFirst(List<Path> schemas) {
        List<Path> folders = new ArrayList<>(schemas);
        Collections.reverse(folders);
        return folders;
    }

    /** The folder below one of {@code schemas} that is there, the users' first; else where the project would have it. */
    public static Path find(List<Path> schemas, String below) {
        return schemas.stream()
                .map(folder -> folder.resolve(below))
                .filter(Files::exists)
                .findFirst()
                .orElse(project(schemas).resolve(below));
    }

    /**
     * The files below one kind of declarations, in order of name; none where a folder does not have the kind.
     *
     * @throws Fault USAGE when there is no such folder of declarations
     */
    public static List<Path> files(Path folder, String kind, String ending) {
        if (!Files.isDirectory(folder)) {
            throw new Fault(
                    Fault.Kind.USAGE,
                    "Cannot read the declarations of " + folder
                            + ": there is no such folder; see the setting `schemas`");
        }
        if (!Files.isDirectory(folder.resolve(kind))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder.resolve(kind))) {
            return files.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Fault(Fault.Kind.USAGE, "Cannot read the declarations of " + folder + ": " + e.getMessage(), e);
        }
    }

    /** @throws Fault USAGE when there are any */
    public static void refuseProblems(List<DeclarationProblem> problems) {
        if (!problems.isEmpty()) {
            DeclarationException faults = new DeclarationException(problems);
            throw new Fault(Fault.Kind.USAGE, faults.getMessage(), faults);
        }
    }
}
