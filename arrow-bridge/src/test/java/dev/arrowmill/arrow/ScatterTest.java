package dev.arrowmill.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.UInt4Vector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loops over Arrow memory write what the plain way through copies writes. */
class ScatterTest {
  private static final int ROWS = 517;

  private final BufferAllocator allocator = new RootAllocator();
  private final Random random = new Random(3);

  @AfterEach
  void nothingIsLeft() {
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private ColumnBatch batch(boolean nulls) {
    Float4Vector f = new Float4Vector("f", allocator);
    Float8Vector d = new Float8Vector("d", allocator);
    IntVector i = new IntVector("i", allocator);
    BigIntVector l = new BigIntVector("l", allocator);
    UInt4Vector u = new UInt4Vector("u", allocator);
    for (int r = 0; r < ROWS; r++) {
      f.setSafe(r, r % 7 == 0 ? Float.NaN : random.nextFloat());
      d.setSafe(r, random.nextGaussian());
      i.setSafe(r, random.nextInt());
      l.setSafe(r, random.nextInt());
      u.setSafe(r, random.nextInt() >>> 1);
      if (nulls && (r % 5 == 0 || (r > 200 && r < 340))) {
        f.setNull(r);
        d.setNull(r);
        i.setNull(r);
        l.setNull(r);
        u.setNull(r);
      }
    }
    for (var v : Arrays.asList(f, d, i, l, u)) {
      v.setValueCount(ROWS);
    }
    return ColumnBatch.of(ArrowFixtures.root(f, d, i, l, u));
  }

  @Test
  void everyLoopWritesWhatTheCopyWrites() {
    int[] places = IntStream.range(0, ROWS + 4).map(p -> p % 11 == 3 ? -1 : ROWS + 3 - p).toArray();
    for (boolean nulls : new boolean[] {false, true}) {
      try (ColumnBatch b = batch(nulls)) {
        for (int[] where : new int[][] {null, places}) {
          for (String name : b.schema().names()) {
            compare(b.column(name), where, 3, ROWS - 5);
          }
        }
      }
    }
  }

  private static void compare(Column c, int[] places, int start, int count) {
    int size = 3 * (ROWS + 8);
    MatrixColumn fast = new MatrixColumn(new float[size], 3, 1);
    MatrixColumn plain = new MatrixColumn(new float[size], 3, 1);
    c.scatterFloats(start, count, places, 4, fast, -5f);
    Scatter.floats(c, start, count, places, 4, plain, -5f);
    assertThat(fast.floats()).as(c.name()).isEqualTo(plain.floats());
    if (!c.type().isIntegral()) {
      return;
    }
    fast = new MatrixColumn(new long[size], 3, 2);
    plain = new MatrixColumn(new long[size], 3, 2);
    c.scatterLongs(start, count, places, 4, fast, -5L);
    Scatter.longs(c, start, count, places, 4, plain, -5L);
    assertThat(fast.longs()).as(c.name()).isEqualTo(plain.longs());
    fast = new MatrixColumn(new int[size], 3, 0);
    plain = new MatrixColumn(new int[size], 3, 0);
    c.scatterInts(start, count, places, 4, fast, -5);
    Scatter.ints(c, start, count, places, 4, plain, -5);
    assertThat(fast.ints()).as(c.name()).isEqualTo(plain.ints());
  }

  @Test
  void aLongThatFitsNoIntIsNamedAndOneInANullRowIsNot() {
    BigIntVector l = new BigIntVector("l", allocator);
    l.setSafe(0, 1L << 40);
    l.setSafe(1, 6L);
    l.setValueCount(2);
    try (ColumnBatch b = ColumnBatch.of(ArrowFixtures.root(l))) {
      MatrixColumn to = new MatrixColumn(new int[2], 1, 0);
      assertThatThrownBy(() -> b.column(0).scatterInts(0, 2, null, 0, to, 0))
          .hasMessage("pack: column l, row 0: 1099511627776 does not fit an int");
    }
    BigIntVector n = new BigIntVector("l", allocator);
    n.setSafe(0, 1L << 40);
    n.setNull(0);
    n.getDataBuffer().setLong(0, 1L << 40);
    n.setSafe(1, 6L);
    n.setValueCount(2);
    try (ColumnBatch b = ColumnBatch.of(ArrowFixtures.root(n))) {
      MatrixColumn to = new MatrixColumn(new int[2], 1, 0);
      b.column(0).scatterInts(0, 2, null, 0, to, -1);
      assertThat(to.ints()).containsExactly(-1, 6);
    }
  }
}
