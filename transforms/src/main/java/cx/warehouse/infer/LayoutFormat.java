package cx.warehouse.infer;

import java.util.ArrayList;
import java.util.List;

/**
 * The value for {@code format} in a contract, with several ways to find the header.
 *
 * @param type {@code delimited} or {@code json}
 * @param encoding the encoding of text with characters beyond ASCII and without a byte-order mark; empty when every
 *     encoding fits
 * @param settings further settings, as a contract writes them: {@code delimiter: tab}
 * @param headers settings that may find the header, the preferred first; the empty text stands for no setting
 */
record LayoutFormat(String type, String encoding, List<String> settings, List<String> headers) {

    LayoutFormat {
        settings = List.copyOf(settings);
        headers = List.copyOf(headers);
    }

    LayoutFormat withEncoding(String other) {
        return new LayoutFormat(type, other, settings, headers);
    }

    /** The format with the preferred header. */
    String yaml() {
        return yaml(headers.get(0));
    }

    /** The format with that way to find the header. JSON has no header and ignores it. */
    String yaml(String header) {
        List<String> parts = new ArrayList<>(List.of("type: " + type));
        if (!encoding.isEmpty() && !encoding.equals("UTF-8")) {
            parts.add("encoding: " + encoding);
        }
        parts.addAll(settings);
        if (!header.isEmpty() && type.equals("delimited")) {
            parts.add("header: {" + header + "}");
        }
        return "{" + String.join(", ", parts) + "}";
    }
}
