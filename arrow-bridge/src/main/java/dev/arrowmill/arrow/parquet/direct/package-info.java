/**
 * Our own Parquet reader: batches whose pages lie on the heap as they were read and are decoded
 * when a column is read, straight to where its values are wanted.
 *
 * <p>Start from {@link dev.arrowmill.arrow.parquet.direct.DirectBatches}.
 */
@NullMarked
package dev.arrowmill.arrow.parquet.direct;

import org.jspecify.annotations.NullMarked;
