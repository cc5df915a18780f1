package cx.warehouse.report;

import cx.warehouse.files.Landing;
import java.util.regex.Pattern;

/** Makes file and folder names for tables and runs, whose names may hold any character. */
final class FileNames {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*");
    private static final int LONGEST = 100;

    private FileNames() {}

    /** The name itself when it is a safe file name; otherwise a similar, unique one with a digest. */
    static String of(String name) {
        boolean isFree = !name.equals("index") && !name.equals("history");
        if (isFree && name.length() <= LONGEST && PLAIN.matcher(name).matches()) {
            return name;
        }
        String like = name.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        return like.substring(0, Math.min(60, like.length())) + "-" + Landing.digest(name);
    }
}
