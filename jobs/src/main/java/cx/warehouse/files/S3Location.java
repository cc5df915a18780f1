package cx.warehouse.files;

import java.io.Serializable;

/** A bucket and a prefix inside it, without leading or trailing slashes. */
public record S3Location(String bucket, String prefix) implements Serializable {

    /** True for locations that begin with {@code s3://}, {@code s3a://} or {@code s3n://}. */
    public static boolean isS3(String location) {
        return location.matches("s3[an]?://.*");
    }

    /**
     * Parses a location such as {@code s3a://bucket/prefix}.
     *
     * @throws Fault USAGE when it names no bucket, or a folder without a name
     */
    public static S3Location of(String location) {
        String rest = location.replaceFirst("^s3[an]?://", "").replaceAll("/+$", "");
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        if (bucket.isEmpty()) {
            throw new Fault(
                    Fault.Kind.USAGE, "Cannot use " + location + ": it names no bucket; write s3a://bucket/prefix");
        }
        if (rest.contains("//")) {
            throw new Fault(
                    Fault.Kind.USAGE, "Cannot use " + location + ": a folder in it has no name; write each / once");
        }
        return new S3Location(bucket, slash < 0 ? "" : rest.substring(slash + 1));
    }

    /**
     * The key of a file, or of a folder, which gets no slash at its end.
     *
     * @throws IllegalArgumentException when a folder in the path has no name: S3 would take it for another folder
     */
    String key(String path) {
        String clean = path.replaceAll("^/+|/+$", "");
        if (clean.contains("//")) {
            throw new IllegalArgumentException("Cannot use the path `" + path + "` on S3: it has two slashes in a row");
        }
        return prefix.isEmpty() ? clean : clean.isEmpty() ? prefix : prefix + "/" + clean;
    }

    String path(String key) {
        return prefix.isEmpty() ? key : key.substring(prefix.length() + 1);
    }

    @Override
    public String toString() {
        return "s3a://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
