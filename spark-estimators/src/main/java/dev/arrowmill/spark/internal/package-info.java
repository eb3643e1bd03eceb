/**
 * The room for Spark's internal classes: the transport between training tasks, the rows beneath a
 * DataFrame, the columnar scoring operator, the readers and writers of ML metadata. A new Spark
 * version is work here and nowhere else. Nothing here is API.
 */
@NullMarked
package dev.arrowmill.spark.internal;

import org.jspecify.annotations.NullMarked;
