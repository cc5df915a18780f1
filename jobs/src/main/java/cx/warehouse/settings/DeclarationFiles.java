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
import java.util.List;
import java.util.stream.Stream;

/** Reads the source contracts and table contracts from their folders. */
public final class DeclarationFiles {

    private DeclarationFiles() {}

    /**
     * Reads all source and table contracts below a folder.
     *
     * @throws Fault USAGE with all faults of the declarations
     */
    public static Declarations read(Path schemas) {
        List<DeclarationText> documents = new ArrayList<>(documents(schemas, "sources"));
        documents.addAll(documents(schemas, "tables"));
        try {
            return Declarations.read(documents);
        } catch (DeclarationException e) {
            throw new Fault(Fault.Kind.USAGE, e.getMessage(), e);
        }
    }

    /**
     * Reads the YAML files below one folder as text, ordered by path.
     *
     * @param folder {@code sources} or {@code tables}
     * @throws Fault USAGE when the folder cannot be read
     */
    public static List<DeclarationText> documents(Path schemas, String folder) {
        List<DeclarationText> documents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(schemas.resolve(folder))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                String name = schemas.getFileName() + "/" + schemas.relativize(file);
                documents.add(new DeclarationText(name, Files.readString(file)));
            }
        } catch (IOException e) {
            throw new Fault(Fault.Kind.USAGE, "Cannot read the declarations of " + schemas + ": " + e.getMessage(), e);
        }
        return documents;
    }

    /**
     * Throws when there is a problem.
     *
     * @throws Fault USAGE with all problems
     */
    public static void refuseProblems(List<DeclarationProblem> problems) {
        if (!problems.isEmpty()) {
            DeclarationException faults = new DeclarationException(problems);
            throw new Fault(Fault.Kind.USAGE, faults.getMessage(), faults);
        }
    }
}
