package dev.arrowmill.arrow.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.MatrixColumn;
import dev.arrowmill.arrow.OwnedColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns whose dictionary has thousands of entries, read a few rows of each in turn. */
class LargeDictionaryTest {
  private static final int ROWS = 40_000;
  private static final int ENTRIES = 9_000;
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message m { required int32 i; optional int64 l; optional float f; required double d;
            optional int32 holes; }
          """);

  private final Path dir;

  LargeDictionaryTest(@TempDir Path dir) {
    this.dir = dir;
  }

  private Path write() throws IOException {
    Path file = dir.resolve("large.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file)).withType(SCHEMA).build()) {
      SimpleGroupFactory groups = new SimpleGroupFactory(SCHEMA);
      for (int row = 0; row < ROWS; row++) {
        int v = value(row);
        Group g = groups.newGroup().append("i", v).append("l", v * 3L).append("f", v / 4f);
        g.append("d", v / 8.0);
        if (row % 10 != 0) {
          g.append("holes", v);
        }
        writer.write(g);
      }
    }
    return file;
  }

  private static int value(int row) {
    return row * 7 % ENTRIES;
  }

  @Test
  void rowsInTurnEqualWhatWasWritten() throws IOException {
    ParquetSource source = ParquetSource.of(write().toString());
    try (BufferAllocator allocator = new RootAllocator();
        ColumnBatches batches = source.open(source.columns(), source.splits(), allocator)) {
      int row = 0;
      while (batches.hasNext()) {
        try (OwnedColumns b = batches.next()) {
          check(b, row);
          row += b.rows();
        }
      }
      assertThat(row).isEqualTo(ROWS);
    }
  }

  private static void check(OwnedColumns b, int first) {
    int run = 300;
    float[] floats = new float[run * 5];
    int[] ints = new int[run * 5];
    long[] longs = new long[run];
    for (int start = 0; start < b.rows(); start += run) {
      int n = Math.min(run, b.rows() - start);
      for (int c = 0; c < 5; c++) {
        Column column = b.column(c);
        column.scatterFloats(start, n, null, 0, new MatrixColumn(floats, 5, c), -1);
        if (column.type().isIntegral()) {
          column.scatterInts(start, n, null, 0, new MatrixColumn(ints, 5, c), -2);
        }
      }
      b.column("l").copyLongs(start, n, longs, 0, -3);
      for (int i = 0; i < n; i++) {
        int v = value(first + start + i);
        boolean hole = (first + start + i) % 10 == 0;
        assertThat(List.of(ints[i * 5], ints[i * 5 + 1], ints[i * 5 + 4]))
            .isEqualTo(List.of(v, v * 3, hole ? -2 : v));
        assertThat(List.of(floats[i * 5], floats[i * 5 + 1], floats[i * 5 + 2]))
            .isEqualTo(List.of((float) v, v * 3f, v / 4f));
        assertThat(List.of(floats[i * 5 + 3], floats[i * 5 + 4]))
            .isEqualTo(List.of(v / 8f, hole ? -1f : v));
        assertThat(longs[i]).isEqualTo(v * 3L);
      }
    }
  }
}
