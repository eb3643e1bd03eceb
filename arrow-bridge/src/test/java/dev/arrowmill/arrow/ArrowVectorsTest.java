package dev.arrowmill.arrow;

import static dev.arrowmill.arrow.ColumnsAssert.assertSame;
import static dev.arrowmill.arrow.ColumnsAssert.cells;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArrowVectorsTest {
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  @Test
  void everyTypeSurvivesACopyAtEverySize() {
    for (int rows : new int[] {0, 1, 63, 64, 65, 4_097}) {
      HeapColumns from = RandomColumns.of(rows, rows);
      try (ColumnBatch copy = ArrowVectors.copyOf(from, allocator, "copy")) {
        assertSame(copy, from);
        assertThat(copy.source()).isEqualTo("copy");
        if (rows > 2) {
          assertSame(copy.slice(1, rows - 2), from.slice(1, rows - 2));
          try (ColumnBatch part =
              ArrowVectors.copyOf(copy.slice(1, rows - 2), allocator, "slice")) {
            assertSame(part, from.slice(1, rows - 2));
          }
        }
      }
    }
  }

  @Test
  void dictionariesAreKept() {
    HeapColumns words = new HeapColumns(ColumnSchema.of(field("w", ColumnType.STRING)), 4);
    for (String s : Arrays.asList("red", null, "green", "red")) {
      words.set(words.addRow(), 0, s);
    }
    Columns coded = new CodedColumns(words, List.of("green", "blue", "red"));
    try (ArrowVectors vectors = ArrowVectors.of(coded, allocator)) {
      assertThat(vectors.dictionaries().getDictionaryIds()).hasSize(1);
    }
    try (ColumnBatch copy = ArrowVectors.copyOf(coded, allocator, "copy")) {
      assertThat(copy.column(0).dictionary()).containsExactly("green", "blue", "red");
      int[] codes = new int[4];
      copy.column(0).copyCodes(0, 4, codes, 0);
      assertThat(codes).containsExactly(2, -1, 0, 2);
      copy.slice(2, 2).column(0).copyCodes(0, 2, codes, 1);
      assertThat(codes).containsExactly(2, 0, 2, 2);
      assertThat(cells(copy.column(0))).containsExactly("red", null, "green", "red");
    }
  }

  @Test
  void listsOutOfOrderAreGathered() {
    HeapColumns from = new HeapColumns(ColumnSchema.of(field("l", ColumnType.LONG_LIST)), 2);
    HeapColumns numbers = new HeapColumns(ColumnSchema.of(field("n", ColumnType.LONG)), 2);
    for (long v = 0; v < 4; v++) {
      numbers.setLong(numbers.addRow(), 0, v);
    }
    from.addRow();
    from.addRow();
    from.setList(1, 0, numbers.column(0), 0, 2);
    from.setList(0, 0, numbers.column(0), 1, 4);
    try (ColumnBatch copy = ArrowVectors.copyOf(from, allocator, "copy")) {
      assertThat(cells(copy.column(0))).containsExactly(List.of(1L, 2L, 3L), List.of(0L, 1L));
    }
  }

  @Test
  void aDateOutsideOf32BitsIsRefusedAndNothingIsKept() {
    HeapColumns from = new HeapColumns(ColumnSchema.of(field("d", ColumnType.DATE)), 1);
    from.setLong(from.addRow(), 0, 1L << 40);
    assertThatThrownBy(() -> ArrowVectors.of(from, allocator))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column d: day 1099511627776 does not fit Arrow's 32-bit date");
  }

  private static ColumnField field(String name, ColumnType type) {
    return new ColumnField(name, type);
  }
}
