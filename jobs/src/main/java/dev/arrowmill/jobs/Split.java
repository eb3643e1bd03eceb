package dev.arrowmill.jobs;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A table in two parts, chosen by a seeded hash of each row: the parts depend on the rows alone,
 * not on the table's partitions, and equal rows stay together.
 *
 * @param train the larger part
 * @param test the part for measuring
 */
record Split(Dataset<Row> train, Dataset<Row> test) {
  private static final long STEPS = 1_000_000;

  static Split of(Dataset<Row> table, double testFraction, long seed) {
    Column[] columns =
        Arrays.stream(table.columns())
            .map(name -> table.col("`" + name.replace("`", "``") + "`"))
            .toArray(Column[]::new);
    Column[] seeded = Arrays.copyOf(columns, columns.length + 1);
    seeded[columns.length] = functions.lit(seed);
    Column place = functions.pmod(functions.xxhash64(seeded), functions.lit(STEPS));
    Column isTest = place.lt(functions.lit(Math.round(testFraction * STEPS)));
    return new Split(table.filter(functions.not(isTest)), table.filter(isTest));
  }
}
