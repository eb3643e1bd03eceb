package dev.arrowmill.arrow.c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ArrowVectors;
import dev.arrowmill.arrow.CodedColumns;
import dev.arrowmill.arrow.ColumnBatch;
import dev.arrowmill.arrow.ColumnBatches;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.ColumnsAssert;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.arrow.OwnedColumns;
import dev.arrowmill.arrow.RandomColumns;
import dev.arrowmill.arrow.TableFormatException;
import dev.arrowmill.arrow.UnsupportedColumnException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.arrow.c.ArrowArray;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.ArrowSchema;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Both ends in one process, each with an allocator of its own. */
class ArrowInteropTest {
  private final BufferAllocator theirs = new RootAllocator();
  private final BufferAllocator ours = new RootAllocator();

  @AfterEach
  void nothingIsLeft() {
    assertThat(theirs.getAllocatedMemory()).isZero();
    assertThat(ours.getAllocatedMemory()).isZero();
    theirs.close();
    ours.close();
  }

  private ColumnBatch through(Columns batch) {
    try (ArrowArray array = ArrowArray.allocateNew(theirs);
        ArrowSchema schema = ArrowSchema.allocateNew(theirs)) {
      ArrowInterop.exportBatch(batch, theirs, array.memoryAddress(), schema.memoryAddress());
      return ArrowInterop.importBatch(
          array.memoryAddress(), schema.memoryAddress(), ours, "neighbour");
    }
  }

  @Test
  void everyTypeCrossesFromHeapAndFromArrow() {
    HeapColumns rows = RandomColumns.of(200, 12);
    try (ColumnBatch got = through(rows)) {
      ColumnsAssert.assertSame(got, rows);
      assertThat(got.source()).isEqualTo("neighbour");
    }
    ColumnBatch shared = ArrowVectors.copyOf(rows, theirs, "mine");
    try (ColumnBatch got = through(shared)) {
      shared.close();
      ColumnsAssert.assertSame(got, rows);
      assertThat(theirs.getAllocatedMemory()).isPositive();
    }
  }

  @Test
  void dictionariesCross() {
    HeapColumns rows = new HeapColumns(ColumnSchema.of(field(ColumnType.STRING)), 3);
    for (String s : List.of("b", "a", "b")) {
      rows.setString(rows.addRow(), 0, s);
    }
    try (ColumnBatch got = through(new CodedColumns(rows, List.of("a", "b")))) {
      assertThat(ColumnsAssert.cells(got.column(0))).containsExactly("b", "a", "b");
      assertThat(got.column(0).dictionary()).containsExactly("a", "b");
    }
  }

  private static ColumnField field(ColumnType type) {
    return new ColumnField("c", type);
  }

  @Test
  void whatNobodyImportsIsReleasedOnce() {
    try (ArrowArray array = ArrowArray.allocateNew(theirs);
        ArrowSchema schema = ArrowSchema.allocateNew(theirs)) {
      ArrowInterop.exportBatch(
          RandomColumns.of(5, 1), theirs, array.memoryAddress(), schema.memoryAddress());
      assertThat(array.snapshot().release).isNotZero();
      array.release();
      schema.release();
      assertThat(array.snapshot().release).isZero();
    }
  }

  @Test
  void aStructIsImportedOnce() {
    try (ArrowArray array = ArrowArray.allocateNew(theirs);
        ArrowSchema schema = ArrowSchema.allocateNew(theirs)) {
      long a = array.memoryAddress();
      long s = schema.memoryAddress();
      ArrowInterop.exportBatch(RandomColumns.of(5, 1), theirs, a, s);
      ArrowInterop.importBatch(a, s, ours, "neighbour").close();
      assertThatThrownBy(() -> ArrowInterop.importBatch(a, s, ours, "neighbour"))
          .isInstanceOf(TableFormatException.class)
          .hasMessageContaining("neighbour: its struct is empty or was released");
    }
  }

  @Test
  void wrongOffsetsAndTypesAreRefusedAndReleased() {
    VarCharVector v = new VarCharVector("t", theirs);
    v.setSafe(0, new Text("abc"));
    v.setSafe(1, new Text("d"));
    v.setValueCount(2);
    v.getOffsetBuffer().setInt(4, 77);
    VarBinaryVector binary = new VarBinaryVector("raw", theirs);
    binary.setValueCount(2);
    try (VectorSchemaRoot bad = VectorSchemaRoot.of(v);
        VectorSchemaRoot odd = VectorSchemaRoot.of(binary)) {
      bad.setRowCount(2);
      odd.setRowCount(2);
      assertThatThrownBy(() -> importRoot(bad))
          .isInstanceOf(TableFormatException.class)
          .hasMessageContaining("neighbour: column t has offsets");
      assertThatThrownBy(() -> importRoot(odd))
          .isInstanceOf(UnsupportedColumnException.class)
          .hasMessageContaining("neighbour: column raw has type Binary");
      assertThat(ours.getAllocatedMemory()).isZero();
    }
  }

  private void importRoot(VectorSchemaRoot root) {
    try (ArrowArray array = ArrowArray.allocateNew(theirs);
        ArrowSchema schema = ArrowSchema.allocateNew(theirs)) {
      Data.exportVectorSchemaRoot(theirs, root, null, array, schema);
      ArrowInterop.importBatch(array.memoryAddress(), schema.memoryAddress(), ours, "neighbour")
          .close();
    }
  }

  /** Batches from a queue; the last one fails if asked for. */
  private static final class Queued implements ColumnBatches {
    private final Queue<ColumnBatch> queue = new ArrayDeque<>();
    private boolean fails;
    private boolean closed;

    @Override
    public boolean hasNext() {
      if (queue.isEmpty() && fails) {
        throw new TableFormatException("part-9", "is cut short", "write it again");
      }
      return !queue.isEmpty();
    }

    @Override
    public OwnedColumns next() {
      return queue.remove();
    }

    @Override
    public void close() {
      closed = true;
      queue.forEach(ColumnBatch::close);
    }
  }

  private Queued queued(int n) {
    Queued q = new Queued();
    for (int i = 0; i < n; i++) {
      q.queue.add(ArrowVectors.copyOf(RandomColumns.of(10 + i, i), theirs, "mine"));
    }
    return q;
  }

  @Test
  void streamsCross() {
    Queued from = queued(3);
    ColumnSchema schema = RandomColumns.of(1, 1).schema();
    try (ArrowArrayStream stream = ArrowArrayStream.allocateNew(theirs)) {
      ArrowInterop.exportStream(schema, from, theirs, stream.memoryAddress());
      try (ColumnBatches got =
          ArrowInterop.importStream(stream.memoryAddress(), ours, "neighbour")) {
        for (int i = 0; i < 3; i++) {
          try (OwnedColumns batch = got.next()) {
            ColumnsAssert.assertSame(batch, RandomColumns.of(10 + i, i));
          }
        }
        assertThat(got.hasNext()).isFalse();
      }
    }
    assertThat(from.closed).isTrue();
  }

  @Test
  void aFailingOrAbandonedStreamLeavesNothing() {
    ColumnSchema schema = RandomColumns.of(1, 1).schema();
    for (boolean fails : new boolean[] {true, false}) {
      Queued from = queued(2);
      from.fails = fails;
      try (ArrowArrayStream stream = ArrowArrayStream.allocateNew(theirs)) {
        ArrowInterop.exportStream(schema, from, theirs, stream.memoryAddress());
        ColumnBatches got = ArrowInterop.importStream(stream.memoryAddress(), ours, "neighbour");
        got.next().close();
        if (fails) {
          got.next().close();
          assertThatThrownBy(got::hasNext)
              .isInstanceOf(TableFormatException.class)
              .hasMessageContaining("neighbour: its stream failed")
              .hasMessageContaining("part-9: is cut short");
        }
        got.close();
      }
      assertThat(from.closed).isTrue();
    }
  }
}
