/**
 * Spark's rows and column vectors read as {@link dev.arrowmill.arrow.Columns}, without a detour
 * through Arrow.
 *
 * <p>Start from {@link dev.arrowmill.arrow.spark.SparkColumns}, a borrowed view over a {@code
 * ColumnarBatch}, or {@link dev.arrowmill.arrow.spark.RowColumns}, which fills a heap batch from
 * Spark's rows. {@link dev.arrowmill.arrow.spark.SparkSchemas} says which Spark types have a column
 * type. Spark is a provided dependency: nothing outside this package and {@code .internal} needs
 * it.
 */
@NullMarked
package dev.arrowmill.arrow.spark;

import org.jspecify.annotations.NullMarked;
