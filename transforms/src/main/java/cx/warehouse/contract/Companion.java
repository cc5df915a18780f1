package cx.warehouse.contract;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A small table delivered with the files of a source: it holds column names, or keys with their texts.
 *
 * @param in the name of the companion in {@code drop.with}
 * @param member a pattern for the whole name of the member when the companion is an archive; null for any member
 */
public record Companion(String in, Pattern member) implements Serializable {}
