/**
 * Parquet files as a {@link dev.arrowmill.arrow.BatchSource}.
 *
 * <p>Start from {@link dev.arrowmill.arrow.parquet.ParquetSource}. It lists the files, reads each
 * footer ({@link dev.arrowmill.arrow.parquet.ParquetFooter}: schema, row groups, and a typed error
 * for a file that is cut short) and leaves the decoding to a {@link
 * dev.arrowmill.arrow.parquet.ParquetReader}: our own in {@code .direct}, or, by choice, Arrow's
 * native one or Spark's vectorised one. All give the same batches.
 */
@NullMarked
package dev.arrowmill.arrow.parquet;

import org.jspecify.annotations.NullMarked;
