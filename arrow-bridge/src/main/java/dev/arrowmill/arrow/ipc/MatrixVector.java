package dev.arrowmill.arrow.ipc;

import dev.arrowmill.arrow.BatchSlice;
import dev.arrowmill.arrow.ColumnBatch;
import dev.arrowmill.arrow.Columns;
import dev.arrowmill.arrow.RowCopy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.jspecify.annotations.Nullable;

/**
 * A column of fixed-size lists without nulls as the rows of a matrix, copied many at a time.
 * Borrows from a batch and is valid as long as that is open; safe for several readers.
 */
public final class MatrixVector {
  private static final int RUN = 256;

  private final MatrixType type;
  private final int width;
  private final int firstRow;
  private final int rows;
  private final ArrowBuf data;

  private MatrixVector(MatrixType type, int width, int firstRow, int rows, ArrowBuf data) {
    this.type = type;
    this.width = width;
    this.firstRow = firstRow;
    this.rows = rows;
    this.data = data;
  }

  /**
   * The matrix of a column.
   *
   * @param batch an Arrow batch, or a slice of one
   * @throws IllegalArgumentException if the column is not of fixed-size lists of float32, int32 or
   *     int64, or has nulls
   */
  public static MatrixVector of(Columns batch, String column) {
    Columns all = batch instanceof BatchSlice s ? s.parent() : batch;
    int start = batch instanceof BatchSlice s ? s.start() : 0;
    batch.column(column);
    FieldVector v = all instanceof ColumnBatch b ? b.root().getVector(column) : null;
    MatrixType type =
        v instanceof FixedSizeListVector list
            ? MatrixType.of(list.getDataVector().getField().getType())
            : null;
    if (!(v instanceof FixedSizeListVector list) || type == null) {
      throw new IllegalArgumentException(
          "column " + column + " is no matrix of float32, int32 or int64 in Arrow memory");
    }
    if (list.getNullCount() > 0 || list.getDataVector().getNullCount() > 0) {
      throw new IllegalArgumentException("column " + column + " has nulls: no matrix");
    }
    ArrowBuf data = list.getDataVector().getDataBuffer();
    return new MatrixVector(type, list.getListSize(), start, batch.rows(), data);
  }

  public MatrixType type() {
    return type;
  }

  /** Values per row. */
  public int width() {
    return width;
  }

  public int rows() {
    return rows;
  }

  /**
   * Copies rows {@code start} to {@code start + count} one after the other.
   *
   * @param out {@code float[]}, {@code int[]} or {@code long[]}, as {@link #type} says
   * @param offset where in {@code out} the first value goes
   */
  public void copyRows(int start, int count, Object out, int offset) {
    Objects.checkFromIndexSize(start, count, rows);
    for (int done = 0; done < count; done += RUN) {
      int n = Math.min(RUN, count - done);
      type.get(bytes(start + done, n), 0, out, offset + done * width, n * width);
    }
  }

  /**
   * Copies rows to places of their own.
   *
   * @param places the row of {@code out} for each row read, -1 to leave it out; null for one after
   *     the other
   * @param at where in {@code places} the first row's place is; without places, the first row of
   *     {@code out}
   */
  public void scatterRows(int start, int count, int @Nullable [] places, int at, Object out) {
    if (places == null) {
      copyRows(start, count, out, Math.multiplyExact(at, width));
      return;
    }
    Objects.checkFromIndexSize(start, count, rows);
    Object run = type.allocate(Math.min(RUN, count) * width);
    for (int done = 0; done < count; done += RUN) {
      int n = Math.min(RUN, count - done);
      type.get(bytes(start + done, n), 0, run, 0, n * width);
      RowCopy.copy(run, 0, null, 0, n, width, out, places, at + done);
    }
  }

  private ByteBuffer bytes(int start, int count) {
    long row = (long) width * type.bytes();
    return data.nioBuffer((firstRow + start) * row, Math.toIntExact(count * row))
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
