package dev.arrowmill.bench;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Something that learns a table and predicts another one. */
interface Learner {

  String name();

  /**
   * Trains on one table and predicts the other.
   *
   * @return columns {@code label} and {@code score} (a double each): for classes 0 or 1 and the
   *     probability of 1, else the number and its prediction
   */
  Dataset<Row> predict(PublicTable table, Dataset<Row> train, Dataset<Row> test, long seed);
}
