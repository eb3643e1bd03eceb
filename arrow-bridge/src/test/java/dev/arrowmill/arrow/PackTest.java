package dev.arrowmill.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.Test;

class PackTest {
  private static final ColumnSchema SCHEMA =
      ColumnSchema.of(
          new ColumnField("b", ColumnType.BOOLEAN),
          new ColumnField("i", ColumnType.LONG),
          new ColumnField("x", ColumnType.DOUBLE),
          new ColumnField("s", ColumnType.STRING),
          new ColumnField("d", ColumnType.DATE),
          new ColumnField("t", ColumnType.TIMESTAMP));
  private static final Pack NUMBERS = Pack.of("x", "i", "b", "t", "d");

  private static HeapColumns random(int rows, long seed) {
    Random r = new Random(seed);
    HeapColumns out = new HeapColumns(SCHEMA, rows);
    for (int i = 0; i < rows; i++) {
      out.addRow();
      for (int c = 0; c < SCHEMA.size(); c++) {
        if (r.nextInt(5) == 0) {
          continue;
        }
        switch (SCHEMA.field(c).type()) {
          case BOOLEAN -> out.setLong(i, c, r.nextInt(2));
          case DOUBLE -> out.setDouble(i, c, r.nextInt(9) == 0 ? Double.NaN : r.nextGaussian());
          case STRING -> out.setString(i, c, "s" + r.nextInt(9));
          default -> out.setLong(i, c, r.nextInt());
        }
      }
    }
    return out;
  }

  private static float[] oracle(Columns from, Pack pack, String[] names, int[] places, float fill) {
    float[] out = new float[from.rows() * pack.width()];
    for (int r = 0; r < from.rows(); r++) {
      for (int c = 0; c < names.length; c++) {
        Column column = from.column(names[c]);
        float v = column.isNull(r) ? fill : (float) column.getDouble(r);
        out[places[r] * names.length + c] = v;
      }
    }
    return out;
  }

  private static int[] permutation(int n, long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order.stream().mapToInt(i -> i).toArray();
  }

  @Property(tries = 60)
  void heapAndArrowPackAlike(@ForAll @IntRange(max = 3_000) int rows, @ForAll long seed) {
    HeapColumns heap = random(rows, seed);
    int[] places = permutation(rows, seed);
    float[] expected = oracle(heap, NUMBERS, new String[] {"x", "i", "b", "t", "d"}, places, -1f);
    try (BufferAllocator allocator = new RootAllocator();
        ColumnBatch arrow = ArrowFixtures.arrow(heap, allocator)) {
      for (Columns from : List.of(heap, arrow)) {
        float[] out = new float[rows * 5];
        NUMBERS.fill(-1f).floats(from, 0, rows, places, 0, out);
        assertThat(out).isEqualTo(expected);
        float[] inParts = new float[rows * 5];
        int cut = rows / 3;
        NUMBERS.fill(-1f).floats(from, 0, cut, places, 0, inParts);
        NUMBERS.fill(-1f).floats(from, cut, rows - cut, places, cut, inParts);
        assertThat(inParts).isEqualTo(expected);
      }
    }
  }

  @Test
  void nullIsNaNUnlessFilledAndNaNStaysNaN() {
    ColumnSchema schema = ColumnSchema.of(new ColumnField("x", ColumnType.DOUBLE));
    HeapColumns batch =
        HeapColumns.ofRows(
            schema,
            Arrays.asList(new Object[] {null}, new Object[] {Double.NaN}, new Object[] {2.0}));
    assertThat(Pack.of("x").floats(batch)).containsExactly(Float.NaN, Float.NaN, 2f);
    assertThat(Pack.of("x").fill(7).floats(batch)).containsExactly(7f, Float.NaN, 2f);
  }

  @Test
  void rowsWithoutAPlaceAreLeftOut() {
    HeapColumns batch = random(4, 3);
    float[] out = {9, 9};
    Pack.of("i").floats(batch, 0, 4, new int[] {-1, 1, -1, 0}, 0, out);
    assertThat(out).containsExactly(Pack.of("i").floats(batch)[3], Pack.of("i").floats(batch)[1]);
  }

  @Test
  void withoutPlacesRowsAreAppended() {
    HeapColumns batch = random(3, 5);
    float[] all = NUMBERS.floats(batch);
    float[] out = new float[5 * 5];
    NUMBERS.floats(batch, 1, 2, null, 3, out);
    assertThat(Arrays.copyOfRange(out, 15, 25)).isEqualTo(Arrays.copyOfRange(all, 5, 15));
    assertThat(Arrays.copyOf(out, 15)).containsOnly(0f);
  }

  @Test
  void integersAreExactAndNullNeedsAFill() {
    ColumnSchema schema =
        ColumnSchema.of(
            new ColumnField("i", ColumnType.LONG), new ColumnField("x", ColumnType.DOUBLE));
    HeapColumns batch =
        HeapColumns.ofRows(
            schema, List.of(new Object[] {Integer.MIN_VALUE, 0.0}, new Object[] {null, 0.0}));
    assertThat(Pack.of("i").longFill(-5).ints(batch)).containsExactly(Integer.MIN_VALUE, -5);
    assertThatThrownBy(() -> Pack.of("i").ints(batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column i, row 1")
        .hasMessageContaining("longFill");
    assertThatThrownBy(() -> Pack.of("x").ints(batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column x is DOUBLE");
    batch.setLong(1, 0, 1L << 40);
    assertThatThrownBy(() -> Pack.of("i").ints(batch)).hasMessageContaining("1099511627776");
    long[] longs = new long[2];
    Pack.of("i").longs(batch, 0, 2, new int[] {1, 0}, 0, longs);
    assertThat(longs).containsExactly(1L << 40, Integer.MIN_VALUE);
  }

  @Test
  void textIsRefused() {
    assertThatThrownBy(() -> Pack.of("s").floats(random(1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column s is STRING");
  }
}
