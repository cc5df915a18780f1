package cx.warehouse.report;

import com.fasterxml.jackson.databind.node.TextNode;
import cx.warehouse.ledger.DeliveryDrift;
import java.util.List;
import java.util.Locale;

/**
 * A line of a page that shows one drift of a delivery. Names that look personal are hidden, because a vendor may make
 * column and file names from values.
 *
 * @param kind the kind of drift, such as {@code Added}
 * @param column the name of the column
 * @param files names of the first files with this drift
 * @param more a text that counts the other files; empty when there are none
 */
record DriftLine(String kind, TextPart column, List<TextPart> files, String more) {

    /** Makes the line of a drift. */
    static DriftLine of(DeliveryDrift drift, ValueMasking masks) {
        String text = drift.what();
        int colon = text.indexOf(": ");
        String kind = colon < 0 ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1, colon);
        return new DriftLine(
                kind,
                masks.show("", TextNode.valueOf(colon < 0 ? "" : text.substring(colon + 2))),
                drift.files().stream()
                        .map(file -> masks.show("", TextNode.valueOf(file)))
                        .toList(),
                drift.more() == 0 ? "" : "and " + DisplayFormats.count(drift.more(), "other file"));
    }
}
