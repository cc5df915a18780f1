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
     * @throws Fault USAGE when it names no bucket
     */
    public static S3Location of(String location) {
        String rest = location.replaceFirst("^s3[an]?://", "").replaceAll("/+$", "");
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        if (bucket.isEmpty()) {
            throw new Fault(
                    Fault.Kind.USAGE, "Cannot use " + location + ": it names no bucket; write s3a://bucket/prefix");
        }
        return new S3Location(bucket, slash < 0 ? "" : rest.substring(slash + 1));
    }

    String key(String path) {
        String clean = path.replaceAll("^/+", "");
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
