/**
 * The places that touch Spark's internal classes: the vectorised Parquet reader and its vectors. A
 * new Spark version is the work of this package alone. {@link
 * dev.arrowmill.arrow.spark.internal.SparkParquetReader} is found by its name from {@link
 * dev.arrowmill.arrow.parquet.ParquetSource}.
 */
@NullMarked
package dev.arrowmill.arrow.spark.internal;

import org.jspecify.annotations.NullMarked;
