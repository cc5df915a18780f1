package cx.warehouse.files;

import java.io.Serializable;

/**
 * How to reach S3; keys come from the AWS chain (environment, profile, role), never from here.
 *
 * @param endpoint another address than AWS's, or null
 * @param region the region, or null for the AWS chain's
 * @param pathStyle {@code true} where the bucket is part of the path
 */
public record S3Settings(String endpoint, String region, boolean pathStyle) implements Serializable {}
