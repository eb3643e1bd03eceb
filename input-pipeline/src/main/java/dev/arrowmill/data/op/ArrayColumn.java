package dev.arrowmill.data.op;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnType;
import org.jspecify.annotations.Nullable;

/**
 * Values of an array at equal distances, read as a column.
 *
 * @param array float[], double[], long[], int[], byte[] or String[]
 * @param offset where row 0 lies
 * @param stride how far the next row is
 * @param packed whether the values were columns, so that NaN and the smallest integers are null
 */
record ArrayColumn(String name, Object array, int offset, int stride, int rows, boolean packed)
    implements Column {
  @Override
  public ColumnType type() {
    if (array instanceof String[]) {
      return ColumnType.STRING;
    }
    boolean real = array instanceof float[] || array instanceof double[];
    return real ? ColumnType.DOUBLE : ColumnType.LONG;
  }

  private int at(int row) {
    return offset + row * stride;
  }

  @Override
  public boolean isNull(int row) {
    int i = at(row);
    if (array instanceof @Nullable String[] texts) {
      return texts[i] == null;
    }
    return packed
        && (array instanceof float[] floats
            ? Float.isNaN(floats[i])
            : array instanceof long[] longs
                ? longs[i] == Layout.NULL_LONG
                : array instanceof int[] ints && ints[i] == MatrixPart.NULL_INT);
  }

  @Override
  public long getLong(int row) {
    int i = at(row);
    return array instanceof long[] longs
        ? longs[i]
        : array instanceof int[] ints ? ints[i] : ((byte[]) array)[i];
  }

  @Override
  public double getDouble(int row) {
    int i = at(row);
    return array instanceof float[] floats
        ? floats[i]
        : array instanceof double[] doubles ? doubles[i] : getLong(row);
  }

  @Override
  public String getString(int row) {
    if (!(array instanceof @Nullable String[] texts)) {
      throw new IllegalStateException("column " + name + ": getString on a tensor component");
    }
    String s = texts[at(row)];
    return s == null ? "" : s;
  }
}
