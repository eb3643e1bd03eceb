package dev.arrowmill.jobs.sample;

import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A table that is made, not measured. Immutable and thread-safe. */
public interface SampleTable {
  /** All tables, in the order of the schema page. */
  List<SampleTable> ALL = List.of(new Clicks(), new Houses(), new Segments());

  /** Name of the table and of its folder. */
  String name();

  /** The column to predict. */
  String label();

  StructType schema();

  /** The number of rows that the committed table has. */
  int rows();

  /**
   * Row {@code index} of the table with this seed, in the schema's order; null is a missing value.
   */
  @Nullable Object[] row(long seed, int index);
}
