package dev.arrowmill.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Batches as lists of plain values, so that tests compare any two implementations. */
public final class ColumnsAssert {
  private ColumnsAssert() {}

  /** The cell as Long, Double, String, a list of these, or null. */
  public static @Nullable Object cell(Column c, int row) {
    if (c.isNull(row)) {
      return null;
    }
    return switch (c.type()) {
      case STRING -> c.getString(row);
      case DOUBLE -> c.getDouble(row);
      case LONG_LIST, DOUBLE_LIST, STRING_LIST -> list(c, row);
      default -> c.getLong(row);
    };
  }

  private static List<@Nullable Object> list(Column c, int row) {
    List<@Nullable Object> out = new ArrayList<>();
    for (int i = c.listStart(row); i < c.listEnd(row); i++) {
      out.add(cell(c.elements(), i));
    }
    return out;
  }

  /** All cells of a column. */
  public static List<@Nullable Object> cells(Column c) {
    List<@Nullable Object> out = new ArrayList<>();
    for (int i = 0; i < c.rows(); i++) {
      out.add(cell(c, i));
    }
    return out;
  }

  /** All rows, each a list of cells. */
  public static List<List<@Nullable Object>> rows(Columns batch) {
    List<List<@Nullable Object>> out = new ArrayList<>();
    for (int r = 0; r < batch.rows(); r++) {
      List<@Nullable Object> row = new ArrayList<>();
      for (int c = 0; c < batch.schema().size(); c++) {
        row.add(cell(batch.column(c), r));
      }
      out.add(row);
    }
    return out;
  }

  /** Same schema, rows, nulls and bits, one by one and through {@code copyDoubles}. */
  public static void assertSame(Columns actual, Columns expected) {
    assertThat(actual.schema()).isEqualTo(expected.schema());
    assertThat(actual.rows()).isEqualTo(expected.rows());
    for (int c = 0; c < expected.schema().size(); c++) {
      Column a = actual.column(c);
      Column e = expected.column(c);
      assertThat(cells(a)).as(e.name()).isEqualTo(cells(e));
      if (e.type() != ColumnType.STRING && !e.type().isList()) {
        assertThat(bulk(a)).as(e.name()).isEqualTo(bulk(e));
        assertThat(bulk(a)).as(e.name()).isEqualTo(oneByOne(e));
      }
    }
  }

  private static long[] bulk(Column c) {
    double[] out = new double[c.rows() + 3];
    c.copyDoubles(0, c.rows(), out, 2);
    assertThat(out[0]).isZero();
    assertThat(out[c.rows() + 2]).isZero();
    return bits(out, 2, c.rows());
  }

  private static long[] oneByOne(Column c) {
    double[] out = new double[c.rows()];
    for (int i = 0; i < out.length; i++) {
      out[i] = c.isNull(i) ? Double.NaN : c.getDouble(i);
    }
    return bits(out, 0, out.length);
  }

  private static long[] bits(double[] values, int from, int count) {
    long[] bits = new long[count];
    for (int i = 0; i < count; i++) {
      bits[i] = Double.doubleToLongBits(values[from + i]);
    }
    return bits;
  }
}
