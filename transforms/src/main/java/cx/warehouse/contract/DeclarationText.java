package cx.warehouse.contract;

import java.util.Objects;

/**
 * The YAML text of one declaration and its path, which every message about the declaration names.
 *
 * @param path the path of the document as a person would look for it: {@code schemas/sources/awin_transaction.yaml}
 * @param text the YAML
 */
public record DeclarationText(String path, String text) {
    public DeclarationText {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(text, "text");
    }
}
