package dev.arrowmill.arrow.parquet;

/**
 * A file as a reader lists it.
 *
 * @param path a local path, or a URI of a Hadoop file system
 * @param bytes its size
 */
public record ParquetFile(String path, long bytes) {}
