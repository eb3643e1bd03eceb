/**
 * Columns of rows, wherever they lie.
 *
 * <p>Start from {@link dev.arrowmill.arrow.Columns}: a batch of typed columns that Arrow vectors,
 * Spark's column vectors and plain heap arrays all implement, so that features, statistics and the
 * pack step are written once. {@link dev.arrowmill.arrow.ColumnBatch} is the owned Arrow
 * implementation, {@link dev.arrowmill.arrow.HeapColumns} the one on the Java heap; a {@link
 * dev.arrowmill.arrow.BatchSource} yields batches from files, and {@link dev.arrowmill.arrow.Pack}
 * writes rows of a batch into a row-major matrix.
 *
 * <p>Sources: {@code .parquet}, {@code .ipc} (Arrow files and streams), {@code .text} (CSV, JSON
 * lines), {@code .tfrecord}, {@code .orc}, {@code .spark} (DataFrames, rows of a task); all find
 * their files through {@code .file}. {@code .c} shares batches with other libraries of the process.
 *
 * <p>Ownership is in the name: a {@code ColumnBatch} owns and must be closed, a {@code Columns}
 * view borrows.
 */
@NullMarked
package dev.arrowmill.arrow;

import org.jspecify.annotations.NullMarked;
