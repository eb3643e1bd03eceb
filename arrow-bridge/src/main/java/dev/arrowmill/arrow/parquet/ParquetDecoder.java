package dev.arrowmill.arrow.parquet;

/** Which of the readers decodes; all give the same rows. */
public enum ParquetDecoder {
  /** {@link #DIRECT}. */
  AUTO,
  /**
   * Our own reader in Java: every file system, every codec but LZO and BROTLI; seeks to any row and
   * decodes only what is read.
   */
  DIRECT,
  /** Arrow's native reader; local files only, scanned from their start. */
  NATIVE,
  /** Spark's vectorised reader; every Hadoop file system, no lists. */
  SPARK
}
