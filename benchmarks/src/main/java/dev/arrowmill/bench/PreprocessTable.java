package dev.arrowmill.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The generated table of {@link PreprocessBenchmark}: 12 numbers with nulls, 10 skewed numbers, 4
 * whole numbers and 14 texts, seven of few levels and seven of a thousand, skewed. Every cell is a
 * hash of its row and column.
 */
final class PreprocessTable {
  static final List<String> NUMBERS = names("num", 12);
  static final List<String> SKEWED = names("skew", 10);
  static final List<String> WHOLE = names("whole", 4);
  static final List<String> TEXTS = names("cat", 14);

  private PreprocessTable() {}

  private static List<String> names(String prefix, int count) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      out.add(prefix + i);
    }
    return List.copyOf(out);
  }

  /** Writes the table as Parquet files, four of them. */
  static void write(SparkSession spark, long rows, Path folder) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < NUMBERS.size(); i++) {
      Column value = uniform(i).minus(0.5).multiply(10.0 + i);
      columns.add(functions.when(uniform(100 + i).geq(0.1), value).as(NUMBERS.get(i)));
    }
    for (int i = 0; i < SKEWED.size(); i++) {
      Column value = functions.exp(uniform(200 + i).multiply(6)).minus(1);
      columns.add(value.as(SKEWED.get(i)));
    }
    for (int i = 0; i < WHOLE.size(); i++) {
      Column value = functions.floor(uniform(300 + i).multiply(100.0 * (i + 1)));
      columns.add(value.cast("int").as(WHOLE.get(i)));
    }
    for (int i = 0; i < TEXTS.size(); i++) {
      int levels = i % 2 == 0 ? 12 : 1000;
      Column share = uniform(400 + i);
      Column level = functions.floor(share.multiply(share).multiply(levels)).cast("string");
      columns.add(functions.concat(functions.lit("level-"), level).as(TEXTS.get(i)));
    }
    spark
        .range(0, rows, 1, 4)
        .select(columns.toArray(new Column[0]))
        .write()
        .mode("overwrite")
        .parquet(folder.toString());
  }

  /** A number in [0, 1) that depends on the row and the salt. */
  private static Column uniform(int salt) {
    Column hash = functions.xxhash64(functions.col("id"), functions.lit(salt));
    return functions.pmod(hash, functions.lit(1L << 30)).divide((double) (1L << 30));
  }
}
