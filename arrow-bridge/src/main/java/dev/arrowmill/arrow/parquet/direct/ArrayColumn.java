package dev.arrowmill.arrow.parquet.direct;

import dev.arrowmill.arrow.Column;
import dev.arrowmill.arrow.ColumnField;
import dev.arrowmill.arrow.ColumnType;
import dev.arrowmill.arrow.parquet.page.Sink;
import dev.arrowmill.arrow.parquet.page.TextSink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decoded values in an array of their lane: {@code int[]}, {@code long[]}, {@code float[]}, {@code
 * double[]} or texts. Thread-safe.
 */
final class ArrayColumn implements Column {
  private final ColumnField field;
  private final DirectBatch batch;
  private final int rows;
  private final boolean @Nullable [] nulls;
  private final Object values;

  ArrayColumn(
      ColumnField field, DirectBatch batch, int rows, boolean @Nullable [] nulls, Object values) {
    this.field = field;
    this.batch = batch;
    this.rows = rows;
    this.nulls = nulls;
    this.values = values;
  }

  @Override
  public String name() {
    return field.name();
  }

  @Override
  public ColumnType type() {
    return field.type();
  }

  @Override
  public int rows() {
    return rows;
  }

  /** Stores rows at even distances; false if the sink wants other values. */
  boolean spread(int start, int count, int at, int stride, Sink to) {
    if (!to.spread(values, start, at, stride, count)) {
      return false;
    }
    for (int i = 0; nulls != null && i < count; i++) {
      if (nulls[start + i]) {
        to.nullAt(at + i * stride);
      }
    }
    return true;
  }

  private int check(int row) {
    batch.checkOpen();
    return Objects.checkIndex(row, rows);
  }

  @Override
  public boolean isNull(int row) {
    check(row);
    return nulls != null && nulls[row];
  }

  @Override
  public long getLong(int row) {
    check(row);
    if (values instanceof int[] v) {
      return v[row];
    }
    if (values instanceof long[] v) {
      return v[row];
    }
    throw misread("getLong");
  }

  @Override
  public double getDouble(int row) {
    check(row);
    if (values instanceof float[] v) {
      return v[row];
    }
    if (values instanceof double[] v) {
      return v[row];
    }
    return getLong(row);
  }

  @Override
  public String getString(int row) {
    check(row);
    if (values instanceof TextSink t) {
      return t.text(row);
    }
    throw misread("getString");
  }

  private IllegalStateException misread(String method) {
    return new IllegalStateException(
        "column " + field.name() + ": " + method + " on a " + field.type() + " column");
  }

  @Override
  public void copyDoubles(int start, int count, double[] out, int offset) {
    batch.checkOpen();
    Objects.checkFromIndexSize(start, count, rows);
    Objects.checkFromIndexSize(offset, count, out.length);
    if (values instanceof double[] v) {
      System.arraycopy(v, start, out, offset, count);
    } else if (values instanceof float[] v) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = v[start + i];
      }
    } else if (values instanceof int[] v) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = v[start + i];
      }
    } else if (values instanceof long[] v) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = v[start + i];
      }
    } else {
      throw misread("copyDoubles");
    }
    for (int i = 0; nulls != null && i < count; i++) {
      out[offset + i] = nulls[start + i] ? Double.NaN : out[offset + i];
    }
  }

  @Override
  public void copyLongs(int start, int count, long[] out, int offset, long ifNull) {
    batch.checkOpen();
    Objects.checkFromIndexSize(start, count, rows);
    Objects.checkFromIndexSize(offset, count, out.length);
    if (values instanceof long[] v) {
      System.arraycopy(v, start, out, offset, count);
    } else if (values instanceof int[] v) {
      for (int i = 0; i < count; i++) {
        out[offset + i] = v[start + i];
      }
    } else {
      throw misread("copyLongs");
    }
    for (int i = 0; nulls != null && i < count; i++) {
      out[offset + i] = nulls[start + i] ? ifNull : out[offset + i];
    }
  }
}
