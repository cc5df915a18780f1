package cx.warehouse.sample.files;

/**
 * Reports that one more file of the sample is written.
 *
 * @param file the path below the output folder, with forward slashes
 * @param rows the number of data rows
 * @param bytes the size of the file
 */
public record SampleProgress(String file, long rows, long bytes) {}
