package dev.arrowmill.jobs;

import dev.arrowmill.jobs.cli.Key;
import dev.arrowmill.jobs.cli.Settings;
import dev.arrowmill.jobs.cli.Suggest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
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
    return named(
        () -> {
          if (isText()) {
            requireText(spark.sparkContext().hadoopConfiguration());
          }
          return reader(spark).load(paths.toArray(new String[0]));
        });
  }

  /**
   * Reads text formats with the types that another table's columns of the same name have, so that
   * they do not depend on the values.
   */
  Dataset<Row> readLike(SparkSession spark, StructType types) {
    Dataset<Row> table = read(spark);
    if (!isText()) {
      return table;
    }
    List<String> known = List.of(types.fieldNames());
    StructType schema = new StructType();
    for (StructField own : table.schema().fields()) {
      schema = schema.add(known.contains(own.name()) ? types.apply(own.name()) : own);
    }
    StructType typed = schema;
    return named(() -> reader(spark).schema(typed).load(paths.toArray(new String[0])));
  }

  private void requireText(Configuration conf) throws IOException {
    for (String path : paths) {
      Path pattern = new Path(path);
      FileSystem files = pattern.getFileSystem(conf);
      FileStatus[] found = files.globStatus(pattern);
      for (FileStatus file : found == null ? new FileStatus[0] : found) {
        String magic = file.isFile() ? head(files, file) : "";
        for (String binary : List.of("PAR1", "ORC")) {
          if (magic.startsWith(binary)) {
            String fix = binary.equals("ORC") ? "orc" : "parquet";
            throw new JobException(
                path
                    + ": is a file of format "
                    + fix
                    + ", not "
                    + format
                    + "; give --format "
                    + fix);
          }
        }
      }
    }
  }

  private static String head(FileSystem files, FileStatus file) throws IOException {
    byte[] head = new byte[(int) Math.min(4, file.getLen())];
    try (FSDataInputStream in = files.open(file.getPath())) {
      in.readFully(head);
    }
    return new String(head, StandardCharsets.ISO_8859_1);
  }

  /** Whether the files carry no types. */
  boolean isText() {
    return format.equals("csv") || format.equals("json");
  }

  private DataFrameReader reader(SparkSession spark) {
    DataFrameReader reader = spark.read().format(format);
    if (isText()) {
      reader.option("mode", "FAILFAST").option("columnPruning", "false");
    }
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
      throw new JobException((said ? message : describe() + ": " + message) + fix(message), e);
    }
  }

  /** What to do about the complaints of Spark that do not say it. */
  private String fix(String message) {
    if (message.contains("Unable to infer schema")) {
      return " There are no " + format + " files with columns; give another path or --format";
    }
    if (message.contains("Malformed records") || message.contains("Malformed CSV")) {
      return "; each row needs the columns and types of the table, mend or remove those that do not";
    }
    if (message.contains("NANOS")) {
      return "; write the timestamps in microseconds";
    }
    boolean damaged =
        List.of("is not a Parquet file", "footer", "Malformed ORC", "corrupted").stream()
            .anyMatch(message::contains);
    return damaged
        ? "; the file is damaged or not " + format + ": write it again or give --format"
        : "";
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
