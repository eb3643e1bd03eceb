package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Settings;
import dev.arrowmill.jobs.cli.Suggest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A table that lies in files.
 *
 * @param paths files, folders or globs on any Hadoop file system
 * @param format parquet, csv, json or orc
 */
record TableSource(List<String> paths, String format) {
  /** Reads both keys and notes a problem for each local path that matches nothing. */
  static TableSource of(Settings settings, Key<List<String>> paths, Key<String> format) {
    List<String> given = settings.get(paths, List.of());
    for (String path : given) {
      check(settings, paths.name(), path);
    }
    return new TableSource(given, settings.get(format, "parquet"));
  }

  private static void check(Settings settings, String key, String text) {
    try {
      Path path = new Path(text);
      String scheme = path.toUri().getScheme();
      if (scheme != null && !scheme.equals("file")) {
        return;
      }
      FileSystem files = path.getFileSystem(new Configuration());
      FileStatus[] found = files.globStatus(path);
      if (found == null || found.length == 0) {
        settings.problem(key, text, "there is no such file or folder", "give a path that exists");
      }
    } catch (IOException | IllegalArgumentException e) {
      settings.problem(key, text, "is not a path: " + e.getMessage(), "give a path that exists");
    }
  }

  /** The paths, as a person knows the table. */
  String describe() {
    return String.join(",", paths);
  }

  Dataset<Row> read(SparkSession spark) {
    return named(() -> reader(spark).load(paths.toArray(new String[0])));
  }

  /**
   * Reads text formats with the types of another table, so that they do not depend on the values.
   */
  Dataset<Row> readLike(SparkSession spark, StructType schema) {
    return isText()
        ? named(() -> reader(spark).schema(schema).load(paths.toArray(new String[0])))
        : read(spark);
  }

  /** Whether the files carry no types. */
  boolean isText() {
    return format.equals("csv") || format.equals("json");
  }

  private DataFrameReader reader(SparkSession spark) {
    DataFrameReader reader = spark.read().format(format);
    return format.equals("csv")
        ? reader.option("header", "true").option("inferSchema", "true")
        : reader;
  }

  /** Runs something that reads this table; a complaint about the table begins with its path. */
  <T> T named(Callable<T> work) {
    try {
      return work.call();
    } catch (IllegalArgumentException e) {
      throw new JobException(describe() + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      String message = Failures.describe(e);
      boolean said = paths.stream().anyMatch(message::contains);
      throw new JobException(said ? message : describe() + ": " + message, e);
    }
  }

  /** Notes a problem for each name that is no column of the schema. */
  void requireColumns(Settings settings, String key, List<String> names, StructType schema) {
    List<String> columns = List.of(schema.fieldNames());
    for (String name : names) {
      if (!columns.contains(name)) {
        String near = Suggest.closest(name, columns);
        settings.problem(
            key,
            name,
            "is not a column of " + describe(),
            near.isEmpty() ? "its columns are " + columns : "did you mean " + near + "?");
      }
    }
  }
}
