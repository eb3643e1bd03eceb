/**
 * Datasets: tf.data's words over columns.
 *
 * <p>Start from {@link dev.arrowmill.data.Dataset}: a source, then operators, each giving a new
 * immutable dataset.
 *
 * <pre>{@code
 * try (var it = Dataset.parquet("clicks/*.parquet")
 *     .select("label", "price", "c*").filter(col("price").gt(0))
 *     .shuffle(262_144).repeat(3).batch(4096).prefetch(AUTO).seed(42).iterator()) {
 *   while (it.hasNext()) {
 *     Batch b = it.next();      // b.x(): [4096, width], b.y(): [4096]
 *   }
 * }
 * }</pre>
 *
 * <p>Nothing is read until an iterator is asked. A {@link dev.arrowmill.data.DatasetIterator} gives
 * {@link dev.arrowmill.data.Batch}es, knows its {@link dev.arrowmill.data.IteratorState} at every
 * step, and can be restored to it. The stream depends on the dataset and the seed alone, never on
 * threads or buffers.
 */
@NullMarked
package dev.arrowmill.data;

import org.jspecify.annotations.NullMarked;
