package dev.arrowmill.jobs;

import dev.arrowmill.jobs.sample.SampleTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Short versions of the sample tables, as Parquet folders. */
final class SmallTables {
  private SmallTables() {}

  static Dataset<Row> rows(int table, int from, int to) {
    SampleTable sample = SampleTable.ALL.get(table);
    List<Row> rows = new ArrayList<>();
    for (int i = from; i < to; i++) {
      rows.add(RowFactory.create(sample.row(1, i)));
    }
    return LocalSpark.SESSION.createDataFrame(rows, sample.schema());
  }

  static String parquet(Path dir, String name, Dataset<Row> table) {
    String path = dir.resolve(name).toString();
    table.coalesce(1).write().parquet(path);
    return path;
  }
}
