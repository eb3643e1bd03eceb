package dev.arrowmill.arrow.parquet;

/** Which of the two readers decodes; both give the same batches. */
public enum ParquetDecoder {
  /**
   * Arrow's native reader for local files where its library loads, Spark's otherwise. The native
   * reader scans a file from its start, so a read that begins at a later row group goes to Spark's,
   * which seeks, when Spark is on the class path.
   */
  AUTO,
  /** Arrow's native reader; local files only. */
  NATIVE,
  /** Spark's vectorised reader; every Hadoop file system. */
  SPARK
}
