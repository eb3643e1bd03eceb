package dev.arrowmill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The generated table of the pipeline benchmark as Parquet, written once by Spark: label, i0 to i12
 * (float) and c0 to c25 (int) with cardinalities from 10 to a million, the small codes frequent.
 */
final class PipelineTable {
  static final int DENSE = 13;
  static final int IDS = 26;
  static final int ROW_BYTES = 4 * (1 + DENSE + IDS);

  private static final long PRIME = 1_000_003;

  private final Path home;
  private final long rows;

  PipelineTable(Path home, long rows) {
    this.home = home;
    this.rows = rows;
  }

  long rows() {
    return rows;
  }

  /** A folder for files of the benchmark's own. */
  Path scratch() throws IOException {
    return Files.createDirectories(home.resolve("scratch"));
  }

  /**
   * The folder of a variant.
   *
   * @param variant a codec, or strings, nulls or lists (in zstd)
   */
  Path folder(String variant, SparkSession spark) {
    Path folder = home.resolve(variant + "-" + rows);
    if (!Files.exists(folder.resolve("_SUCCESS"))) {
      boolean codec = List.of("zstd", "snappy", "uncompressed").contains(variant);
      spark
          .range(0, rows, 1, 2)
          .selectExpr(columns(variant).toArray(new String[0]))
          .write()
          .option("compression", codec ? variant : "zstd")
          .mode("overwrite")
          .parquet(folder.toString());
    }
    return folder;
  }

  private static String uniform(int salt) {
    return "(pmod(xxhash64(id, " + salt + "), " + PRIME + ") / " + PRIME + "D)";
  }

  private static List<String> columns(String variant) {
    List<String> out = new ArrayList<>();
    out.add("float(pmod(xxhash64(id, 99), 4) = 0) AS label");
    for (int i = 0; i < DENSE; i++) {
      String u = uniform(i);
      String value = i < 5 ? "floor(exp(6 * " + u + "))" : "log1p(100 * " + u + ")";
      out.add(nulls(variant, i, "float(" + value + ")") + " AS i" + i);
    }
    for (int c = 0; c < IDS; c++) {
      long cardinality = Math.round(Math.pow(10, 1 + 5.0 * c / (IDS - 1)));
      String code = "int(floor(" + cardinality + " * pow(" + uniform(100 + c) + ", 3)))";
      boolean text = variant.equals("strings") && c % 4 == 0;
      String value = text ? "concat('v', " + code + ")" : code;
      boolean list = variant.equals("lists") && c == 0;
      out.add((list ? list(code) : nulls(variant, 50 + c, value)) + " AS c" + c);
    }
    return out;
  }

  private static String list(String code) {
    return "transform(sequence(0, int(pmod(id, 5))), k -> " + code + " + k)";
  }

  private static String nulls(String variant, int salt, String value) {
    return variant.equals("nulls")
        ? "if(pmod(xxhash64(id, " + (500 + salt) + "), 20) = 0, null, " + value + ")"
        : value;
  }
}
