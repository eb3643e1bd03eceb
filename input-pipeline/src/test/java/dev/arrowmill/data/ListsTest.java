package dev.arrowmill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnSchema;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.HeapColumns;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.nn.EmbeddingBag;
import dev.arrowmill.tensor.op.BagReduce;
import dev.arrowmill.tensor.random.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Lists as ragged and padded components, and columns packed to matrices. */
class ListsTest {
  private static final ColumnSchema SCHEMA =
      ColumnSchema.of(
          new ColumnField("id", ColumnType.LONG),
          new ColumnField("tags", ColumnType.LONG_LIST),
          new ColumnField("w", ColumnType.DOUBLE_LIST),
          new ColumnField("s", ColumnType.STRING_LIST));

  /** Row i has the tags i*10, i*10+1, ... (i % 4 of them); every fifth list is null. */
  private static HeapColumns rows(int n) {
    HeapColumns out = new HeapColumns(SCHEMA, n);
    for (int i = 0; i < n; i++) {
      int r = out.addRow();
      int row = i;
      out.setLong(r, 0, i);
      if (i % 5 != 4) {
        out.set(r, 1, LongStream.range(0, i % 4).map(k -> row * 10L + k).toArray());
      }
      out.set(r, 2, IntStream.range(0, i % 3).mapToObj(k -> row + k / 2.0).toList());
      out.set(r, 3, IntStream.range(0, i % 2).mapToObj(k -> "é" + row).toList());
    }
    return out;
  }

  private static List<Long> tags(long id) {
    long n = id % 5 == 4 ? 0 : id % 4;
    return LongStream.range(0, n).map(k -> id * 10 + k).boxed().toList();
  }

  private static List<Long> slice(Tensor all, Tensor offsets, int row) {
    List<Long> out = new ArrayList<>();
    for (long i = offsets.toLongs()[row]; i < offsets.toLongs()[row + 1]; i++) {
      out.add(all.toLongs()[(int) i]);
    }
    return out;
  }

  @Test
  void shuffledListsStayWithTheirRows() {
    int seen = 0;
    for (Batch b : Dataset.of(rows(50)).shuffle(20).batch(7).seed(3)) {
      Ragged tags = b.ragged("tags");
      for (int r = 0; r < b.rows(); r++) {
        long id = b.tensor("id").contiguous().toLongs()[r];
        assertThat(slice(tags.values(), tags.offsets(), r)).isEqualTo(tags(id));
        seen++;
      }
    }
    assertThat(seen).isEqualTo(50);
  }

  @Test
  void raggedTextAndReals() {
    Batch b = Dataset.of(rows(5)).batch(5).iterator().next();
    assertThat(b.ragged("s").strings()).containsExactly("é1", "é3");
    assertThat(b.ragged("w").values().toFloats()).containsExactly(1, 2, 2.5f, 4);
    assertThat(b.ragged("w").lengths().toLongs()).containsExactly(0, 1, 2, 0, 1);
    assertThat(b.ragged("tags").padded(4, -1).toLongs())
        .containsExactly(
            -1, -1, -1, -1, 10, -1, -1, -1, 20, 21, -1, -1, 30, 31, 32, -1, -1, -1, -1, -1);
    assertThat(b.ragged("tags").mask(4).toFloats())
        .containsExactly(0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0);
    assertThatThrownBy(() -> b.ragged("tags").padded(2, 0))
        .hasMessage("ragged: row 3 has 3 elements, padded to 2");
    assertThatThrownBy(() -> b.tensor("tags"))
        .hasMessage("batch: column tags holds lists; use ragged");
    assertThatThrownBy(() -> b.ragged("id"))
        .hasMessage("batch: column id holds no lists; use tensor");
  }

  @Test
  void bagsGoStraightToAnEmbeddingBag() {
    Batch b = Dataset.of(rows(5)).batch(5).iterator().next();
    EmbeddingBag bag = EmbeddingBag.of(40, 3, BagReduce.Mode.SUM, Rng.of(1));
    Ragged tags = b.ragged("tags");
    Tensor out = bag.forward(tags.values(), tags.starts(), null);
    assertThat(out.shape().dims()).containsExactly(5, 3);
    float[] table = bag.parameters().get(0).tensor().toFloats();
    for (int d = 0; d < 3; d++) {
      assertThat(out.toFloats()[2 * 3 + d])
          .isCloseTo(
              table[20 * 3 + d] + table[21 * 3 + d], org.assertj.core.data.Offset.offset(1e-6f));
      assertThat(out.toFloats()[d]).isZero();
    }
  }

  @Test
  void paddedBatchesPadToTheLongestOfTheBatch() {
    Padding padding = Padding.longest().with("tags", -1).with("-").masked();
    DatasetIterator it = Dataset.of(rows(8)).paddedBatch(3, padding).iterator();
    Batch first = it.next();
    assertThat(first.tensor("tags").shape().dims()).containsExactly(3, 2);
    assertThat(first.tensor("tags").toLongs()).containsExactly(-1, -1, 10, -1, 20, 21);
    assertThat(first.tensor("tags_mask").toFloats()).containsExactly(0, 0, 1, 0, 1, 1);
    assertThat(first.strings("s")).containsExactly("-", "é1", "-");
    Batch second = it.next();
    assertThat(second.tensor("tags").shape().dims()).containsExactly(3, 3);
    Batch last = it.next();
    assertThat(last.rows()).isEqualTo(2);
    assertThat(it.hasNext()).isFalse();
  }

  @Test
  void columnsPackToMatricesInAnyOrder() {
    ColumnSchema schema =
        ColumnSchema.of(
            new ColumnField("label", ColumnType.DOUBLE),
            new ColumnField("a", ColumnType.DOUBLE),
            new ColumnField("c1", ColumnType.LONG),
            new ColumnField("b", ColumnType.DOUBLE),
            new ColumnField("c2", ColumnType.LONG));
    HeapColumns rows = new HeapColumns(schema, 4);
    for (int i = 0; i < 4; i++) {
      int r = rows.addRow();
      for (int c = 0; c < 5; c++) {
        if (c == 2 || c == 4) {
          rows.setLong(r, c, 10L * i + c);
        } else {
          rows.setDouble(r, c, i + c / 10.0);
        }
      }
    }
    rows.setNull(3, 2);
    Dataset ds =
        Dataset.of(rows).pack("dense", DType.FLOAT32, "?").pack("ids", DType.INT32, "c*").batch(4);
    Batch b = ds.iterator().next();
    assertThat(b.names()).containsExactly("dense", "ids", "label");
    assertThat(b.tensor("dense").toFloats())
        .containsExactly(.1f, .3f, 1.1f, 1.3f, 2.1f, 2.3f, 3.1f, 3.3f);
    assertThat(b.tensor("ids").ints()).containsExactly(2, 4, 12, 14, 22, 24, Batch.NULL_INT, 34);
    assertThat(b.tensor("c2").contiguous().ints()).containsExactly(4, 14, 24, 34);
    assertThat(b.y().toFloats()).containsExactly(0, 1, 2, 3);
    rows.setLong(0, 4, 1L << 40);
    assertThatThrownBy(() -> ds.iterator().next())
        .hasMessage("pack: column c2, row 0: 1099511627776 does not fit an int");
    assertThatThrownBy(
            () -> Dataset.of(rows).pack("x", DType.INT32, "a").batch(2).iterator().next())
        .hasMessage("pack: column a is DOUBLE, which does not go into int32");
    assertThatThrownBy(
            () -> Dataset.of(rows).pack("b", DType.INT32, "c*").batch(2).iterator().next())
        .hasMessage("pack: there is another component or column b; choose another name");
    assertThatThrownBy(() -> Dataset.of(rows).pack("b", DType.BOOL, "c*"))
        .hasMessageContaining("pack: dtype must be FLOAT32, INT32 or INT64, got");
  }
}
