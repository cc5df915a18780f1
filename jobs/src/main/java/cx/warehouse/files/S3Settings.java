package cx.warehouse.files;

import java.io.Serializable;

/**
 * The address of an S3 service. Access keys come from the AWS credentials chain (environment, profile, role), never
 * from here.
 *
 * @param endpoint address of a service other than AWS, or null; a blank text becomes null
 * @param region the region, or null for the region of the AWS chain; a blank text becomes null
 * @param pathStyle {@code true} when the bucket is part of the path of a URL, not of its host name
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
