package cx.warehouse.contract;

import java.util.Objects;

/**
 * One declaration as text, with the place it came from, which every message about it names.
 *
 * @param path where the text lies, as a person would look for it: {@code schemas/sources/awin_transaction.yaml}
 * @param text the YAML
 */
public record DeclarationText(String path, String text) {
    public DeclarationText {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(text, "text");
    }
}
