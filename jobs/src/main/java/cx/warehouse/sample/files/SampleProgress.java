package cx.warehouse.sample.files;

/**
 * One more file of the sample is written.
 *
 * @param file its path below the output folder, with forward slashes
 * @param rows data rows in it
 * @param bytes its size
 */
public record SampleProgress(String file, long rows, long bytes) {}
