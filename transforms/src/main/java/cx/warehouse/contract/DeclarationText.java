package cx.warehouse.contract;

import java.util.Objects;

/**
 * The YAML text of one declaration and its path, which every message about the declaration names.
 *
 * @param path the path of the document as a person would look for it: {@code schemas/sources/awin_transaction.yaml}
 * @param text the YAML
 * @param origin whose declaration it is
 */
public record DeclarationText(String path, String text, Origin origin) {

    /** Whose declaration a document is. */
    public enum Origin {
        /** One of the project: a load stands or falls with it. */
        PROJECT,
        /** One that users add in a folder of their own: it adds to the project's and replaces none. */
        USER
    }

    public DeclarationText {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(origin, "origin");
    }

    /** A declaration of the project. */
    public DeclarationText(String path, String text) {
        this(path, text, Origin.PROJECT);
    }
}
