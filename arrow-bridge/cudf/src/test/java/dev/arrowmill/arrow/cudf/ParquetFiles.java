package dev.arrowmill.arrow.cudf;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Parquet files for tests: an int64, a float with nulls, a text. */
final class ParquetFiles {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          "message t { required int64 i; optional float x; optional binary s (UTF8); }");

  private ParquetFiles() {}

  static Path write(Path file, int rows) throws IOException {
    SimpleGroupFactory groups = new SimpleGroupFactory(SCHEMA);
    try (ParquetWriter<Group> w =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(new Configuration())
            .withType(SCHEMA)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .withRowGroupSize(20_000L)
            .build()) {
      for (int i = 0; i < rows; i++) {
        Group g = groups.newGroup().append("i", (long) i);
        if (i % 5 > 0) {
          g.append("x", i / 4f).append("s", "s" + i % 9);
        }
        w.write(g);
      }
    }
    return file;
  }
}
