package dev.arrowmill.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ColumnBatchTest {
  private static final ColumnSchema SCHEMA =
      ColumnSchema.of(
          new ColumnField("id", ColumnType.LONG),
          new ColumnField("x", ColumnType.DOUBLE),
          new ColumnField("s", ColumnType.STRING));
  private static final HeapColumns ROWS =
      HeapColumns.ofRows(
          SCHEMA,
          List.of(
              new Object[] {1L, 0.5, "a"},
              new Object[] {2L, null, "b"},
              new Object[] {3L, 1.5, null}));

  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  @Test
  void closingTwiceGivesTheMemoryBackOnce() {
    ColumnBatch batch = ArrowFixtures.arrow(ROWS, allocator);
    assertThat(batch.bytes()).isPositive();
    assertThat(allocator.getAllocatedMemory()).isGreaterThanOrEqualTo(batch.bytes());
    batch.close();
    assertThat(allocator.getAllocatedMemory()).isZero();
    assertThat(batch.isClosed()).isTrue();
    assertThat(batch.bytes()).isZero();
    batch.close();
  }

  @Test
  void readingAfterCloseIsAnErrorNotACrash() {
    ColumnBatch batch = ArrowFixtures.arrow(ROWS, allocator);
    Column id = batch.column("id");
    Column text = batch.column("s");
    Columns slice = batch.slice(1, 2);
    batch.close();
    for (Runnable read :
        List.<Runnable>of(
            () -> id.getLong(0),
            () -> text.getString(0),
            () -> id.copyDoubles(0, 3, new double[3], 0),
            () -> slice.column(1).getDouble(0),
            batch::root,
            () -> batch.column(0))) {
      assertThatThrownBy(read::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("after close");
    }
  }

  @Test
  void rowsThatDoNotExistAreRefused() {
    try (ColumnBatch batch = ArrowFixtures.arrow(ROWS, allocator)) {
      Column id = batch.column("id");
      assertThatThrownBy(() -> id.getLong(3)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> id.getLong(-1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> id.copyDoubles(1, 3, new double[9], 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> id.copyDoubles(0, 3, new double[3], 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> batch.slice(1, 2).column(0).getLong(2))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> batch.slice(2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void readingTheWrongKindIsNamed() {
    try (ColumnBatch batch = ArrowFixtures.arrow(ROWS, allocator)) {
      assertThatThrownBy(() -> batch.column("s").getDouble(0)).hasMessageContaining("column s");
      assertThatThrownBy(() -> batch.column("x").getString(0)).hasMessageContaining("DOUBLE");
      assertThatThrownBy(() -> batch.column("nope"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("nope")
          .hasMessageContaining("[id, x, s]");
    }
  }

  @Test
  void selectAndSliceBorrow() {
    try (ColumnBatch batch = ArrowFixtures.arrow(ROWS, allocator)) {
      long before = allocator.getAllocatedMemory();
      Columns part = batch.select(List.of("s", "id")).slice(1, 2);
      assertThat(part.schema().names()).containsExactly("s", "id");
      assertThat(ColumnsAssert.rows(part))
          .containsExactly(Arrays.asList("b", 2L), Arrays.asList(null, 3L));
      assertThat(allocator.getAllocatedMemory()).isEqualTo(before);
    }
  }

  @Test
  void anotherSchemaThanExpectedIsRefusedAndFreed() {
    ColumnBatch batch = ArrowFixtures.arrow(ROWS, allocator);
    ColumnSchema other = ColumnSchema.of(new ColumnField("id", ColumnType.DOUBLE));
    assertThatThrownBy(() -> ColumnBatch.of(batch.root(), null, "f.parquet", other))
        .isInstanceOf(TableFormatException.class)
        .hasMessageContaining("f.parquet")
        .hasMessageContaining("id: LONG")
        .hasMessageContaining("id: DOUBLE");
    assertThat(allocator.getAllocatedMemory()).isZero();
  }
}
