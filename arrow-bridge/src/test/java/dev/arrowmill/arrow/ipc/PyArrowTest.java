package dev.arrowmill.arrow.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrowmill.arrow.CodedColumns;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pyarrow process reads what the writer writes, mapped and validated in full. */
class PyArrowTest {
  private static final String PROGRAM =
      """
      import sys, pyarrow as pa, pyarrow.ipc as ipc
      table = ipc.open_file(pa.memory_map(sys.argv[1])).read_all()
      table.validate(full=True)
      print(table.schema.field('w').type, table.schema.field('m').type, table.schema.metadata)
      print(table.column('w').to_pylist(), table.column('m').to_pylist())
      """;

  @TempDir Path folder;

  @Test
  void aFileOfWordsAndAMatrix() throws Exception {
    String python = System.getProperty("arrowmill.python");
    Assumptions.assumeTrue(
        python != null, "needs -Darrowmill.python, an interpreter that has pyarrow");
    Path file = folder.resolve("t.arrow");
    ColumnSchema schema = ColumnSchema.of(new ColumnField("w", ColumnType.STRING));
    HeapColumns words = new HeapColumns(schema, 3);
    words.setString(words.addRow(), 0, "b");
    words.addRow();
    words.setString(words.addRow(), 0, "a");
    MatrixRows matrix = new MatrixRows(new float[] {1, 2, 3, 4, 5, 6}, 0);
    List<MatrixField> fields = List.of(new MatrixField("m", MatrixType.FLOAT, 2));
    try (BufferAllocator allocator = new RootAllocator();
        IpcWriter w = IpcWriter.create(file, schema, fields, Map.of("k", "v"), allocator)) {
      w.write(new CodedColumns(words, List.of("a", "b")), 3, List.of(matrix));
      w.finish();
    }
    Process process =
        new ProcessBuilder(List.of(String.valueOf(python), "-c", PROGRAM, file.toString()))
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    assertThat(out.lines())
        .containsExactly(
            "dictionary<values=string, indices=int32, ordered=0>"
                + " fixed_size_list<item: float not null>[2] {b'k': b'v'}",
            "['b', None, 'a'] [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]");
  }
}
