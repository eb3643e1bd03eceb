package dev.arrowmill.arrow;

import static dev.arrowmill.arrow.ColumnsAssert.cells;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArrowListsTest {
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private static void dates(ListVector v) {
    UnionListWriter w = v.getWriter();
    w.startList();
    w.dateDay().writeDateDay(3);
    w.dateDay().writeDateDay(4);
    w.endList();
    w.setPosition(2);
    w.startList();
    w.endList();
    w.setValueCount(3);
  }

  @Test
  void listsOfDatesAreListsOfLongs() {
    ListVector v = ListVector.empty("days", allocator);
    dates(v);
    try (ColumnBatch batch = ColumnBatch.of(ArrowFixtures.root(v))) {
      assertThat(batch.schema().field(0).type()).isEqualTo(ColumnType.LONG_LIST);
      Column c = batch.column(0);
      assertThat(cells(c)).containsExactly(List.of(3L, 4L), null, List.of());
      assertThat(c.elements().type()).isEqualTo(ColumnType.LONG);
      assertThat(c.elements().name()).isEqualTo("days");
      assertThatThrownBy(() -> c.listEnd(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void largeListsAndListViews() {
    LargeListVector large = LargeListVector.empty("large", allocator);
    large.addOrGetVector(FieldType.nullable(new ArrowType.Int(64, true)));
    BigIntVector longs = (BigIntVector) large.getDataVector();
    for (int i = 0; i < 2; i++) {
      longs.setSafe(large.startNewValue(i) == 0 ? 0 : 1, 10L + i);
      large.endValue(i, 1);
    }
    longs.setValueCount(2);
    large.setValueCount(2);
    ListViewVector view = ListViewVector.empty("view", allocator);
    view.addOrGetVector(FieldType.nullable(new ArrowType.Int(32, true)));
    view.allocateNew();
    IntVector ints = (IntVector) view.getDataVector();
    ints.setSafe(0, 7);
    ints.setSafe(1, 8);
    ints.setValueCount(2);
    view.setValidity(0, 1);
    view.setOffset(0, 1);
    view.setSize(0, 1);
    view.setValidity(1, 1);
    view.setOffset(1, 0);
    view.setSize(1, 2);
    view.setValueCount(2);
    try (ColumnBatch batch = ColumnBatch.of(ArrowFixtures.root(large, view))) {
      assertThat(cells(batch.column("large"))).containsExactly(List.of(10L), List.of(11L));
      assertThat(cells(batch.column("view"))).containsExactly(List.of(8L), List.of(7L, 8L));
    }
  }

  @Test
  void fixedSizeListsAreListsOfReals() {
    FixedSizeListVector v = FixedSizeListVector.empty("x", 2, allocator);
    Float4Vector floats =
        (Float4Vector)
            v.addOrGetVector(
                    FieldType.nullable(
                        new ArrowType.FloatingPoint(
                            org.apache.arrow.vector.types.FloatingPointPrecision.SINGLE)))
                .getVector();
    v.allocateNew();
    v.setNotNull(0);
    v.setNull(1);
    v.setNotNull(2);
    for (int i = 0; i < 6; i++) {
      floats.setSafe(i, i / 4f);
    }
    floats.setNull(4);
    floats.setValueCount(6);
    v.setValueCount(3);
    try (ColumnBatch batch = ColumnBatch.of(ArrowFixtures.root(v))) {
      assertThat(cells(batch.column(0)))
          .containsExactly(List.of(0.0, 0.25), null, Arrays.asList(null, 1.25));
    }
  }

  @Test
  void listsOfListsAreNamed() {
    Field inner =
        new Field(
            "item",
            FieldType.nullable(ArrowType.List.INSTANCE),
            List.of(Field.nullable("item", new ArrowType.Int(32, true))));
    Field outer = new Field("deep", FieldType.nullable(ArrowType.List.INSTANCE), List.of(inner));
    FieldVector v = outer.createVector(allocator);
    assertThatThrownBy(() -> ColumnBatch.of(ArrowFixtures.root(v), null, "f.arrow"))
        .isInstanceOf(UnsupportedColumnException.class)
        .hasMessageContaining("f.arrow: column deep has type List<List>");
  }

  @Test
  void encodedNumbersAreNumbersAndANullEntryIsNull() {
    BigIntVector entries = new BigIntVector("entries", allocator);
    entries.setSafe(0, 500);
    entries.setNull(1);
    entries.setSafe(2, -1L);
    entries.setValueCount(3);
    DictionaryEncoding encoding = new DictionaryEncoding(1, false, new ArrowType.Int(8, false));
    DecodedDictionaries dictionaries = new DecodedDictionaries();
    dictionaries.put(new Dictionary(entries, encoding));
    FieldType type = new FieldType(true, new ArrowType.Int(8, false), encoding);
    UInt1Vector codes = (UInt1Vector) type.createNewSingleVector("n", allocator, null);
    int[] at = {2, 1, 0, 0};
    for (int i = 0; i < at.length; i++) {
      codes.setSafe(i, at[i]);
    }
    codes.setNull(4);
    codes.setValueCount(5);
    ArrowCheck.check(codes, dictionaries, "f", "column n");
    try (ColumnBatch batch = ColumnBatch.of(ArrowFixtures.root(codes), dictionaries, "f")) {
      assertThat(batch.schema().field(0).type()).isEqualTo(ColumnType.LONG);
      assertThat(cells(batch.column(0))).containsExactly(-1L, null, 500L, 500L, null);
      long[] out = new long[5];
      batch.column(0).copyLongs(0, 5, out, 0, -9);
      assertThat(out).containsExactly(-1, -9, 500, 500, -9);
      float[] floats = new float[5];
      batch.column(0).scatterFloats(0, 5, null, 0, new MatrixColumn(floats, 1, 0), 7f);
      assertThat(floats).containsExactly(-1, 7, 500, 500, 7);
    }
    entries.close();
  }
}
