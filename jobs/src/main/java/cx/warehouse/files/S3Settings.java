package cx.warehouse.files;

import java.io.Serializable;

/**
 * How to reach S3; keys come from the AWS chain (environment, profile, role), never from here.
 *
 * @param endpoint another address than AWS's, or null; blank is null
 * @param region the region, or null for the AWS chain's; blank is null
 * @param pathStyle {@code true} where the bucket is part of the path
 */
public record S3Settings(String endpoint, String region, boolean pathStyle) implements Serializable {
    public S3Settings {
        endpoint = blankToNull(endpoint);
        region = blankToNull(region);
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
