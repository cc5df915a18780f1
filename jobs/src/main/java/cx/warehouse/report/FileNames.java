package cx.warehouse.report;

import cx.warehouse.files.Landing;
import java.util.regex.Pattern;

/** Names of files and folders for tables and runs, which may be called anything. */
final class FileNames {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*");
    private static final int LONGEST = 100;

    private FileNames() {}

    /** The name itself where a file may bear it, else one that is like it and no other's. */
    static String of(String name) {
        boolean isFree = !name.equals("index") && !name.equals("history");
        if (isFree && name.length() <= LONGEST && PLAIN.matcher(name).matches()) {
            return name;
        }
        String like = name.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        return like.substring(0, Math.min(60, like.length())) + "-" + Landing.digest(name);
    }
}
