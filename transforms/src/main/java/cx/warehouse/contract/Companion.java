package cx.warehouse.contract;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A small table that comes beside the files of a source: names of columns, or keys with their texts.
 *
 * @param in which of the files named in {@code drop.with}
 * @param member what the name of its member must match whole, when it is an archive; null for any
 */
public record Companion(String in, Pattern member) implements Serializable {}
