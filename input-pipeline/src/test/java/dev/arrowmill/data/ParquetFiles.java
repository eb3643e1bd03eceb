package dev.arrowmill.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Parquet files with the columns id (int64), price (float32, some null) and raw (binary). */
final class ParquetFiles {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message t { required int64 id; optional float price; required binary raw; }");
  private static final int GROUP_ROWS = 30_000;

  private ParquetFiles() {}

  /** Writes ids {@code first} to {@code first + rows - 1}. */
  static void write(Path file, int first, int rows) {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(SCHEMA)
            .withRowGroupRowCountLimit(GROUP_ROWS)
            .build()) {
      SimpleGroupFactory groups = new SimpleGroupFactory(SCHEMA);
      for (int i = first; i < first + rows; i++) {
        Group g = groups.newGroup().append("id", (long) i);
        if (i % 10 != 3) {
          g.append("price", i % 7 - 1f);
        }
        writer.write(g.append("raw", Binary.fromString("r")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
