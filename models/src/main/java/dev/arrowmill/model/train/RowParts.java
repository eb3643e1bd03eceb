package dev.arrowmill.model.train;

import dev.arrowmill.tensor.Tensor;
import dev.arrowmill.tensor.autograd.RowGrad;
import dev.arrowmill.tensor.nn.Parameter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gradients of rows of embedding tables, in the order in which they came: for each part the table's
 * number, row numbers and values. Parts of several shards are joined in the order of the shards, so
 * that the sum per row has the same bits for any number of workers. Not thread-safe.
 */
final class RowParts {
  private record Entry(int table, int[] rows, float[] values) {}

  private final List<Entry> entries = new ArrayList<>();

  void clear() {
    entries.clear();
  }

  /** Copies one part. */
  void add(int table, Tensor rows, Tensor values) {
    long[] numbers = rows.toLongs();
    int[] copy = new int[numbers.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (int) numbers[i];
    }
    Tensor v = values.contiguous();
    entries.add(
        new Entry(table, copy, Arrays.copyOfRange(v.floats(), v.offset(), v.offset() + v.numel())));
  }

  /** Appends the entries of another. */
  void addAll(RowParts other) {
    entries.addAll(other.entries);
  }

  byte[] toBytes() {
    int size = 0;
    for (Entry e : entries) {
      size += 12 + 4 * e.rows.length + 4 * e.values.length;
    }
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    for (Entry e : entries) {
      out.putInt(e.table).putInt(e.rows.length).putInt(e.values.length);
      for (int r : e.rows) {
        out.putInt(r);
      }
      for (float v : e.values) {
        out.putFloat(v);
      }
    }
    return out.array();
  }

  /** Appends what {@link #toBytes} wrote. */
  void addBytes(ByteBuffer bytes) {
    ByteBuffer in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int table = in.getInt();
      int[] rows = new int[in.getInt()];
      float[] values = new float[in.getInt()];
      in.asIntBuffer().get(rows);
      in.position(in.position() + 4 * rows.length);
      in.asFloatBuffer().get(values);
      in.position(in.position() + 4 * values.length);
      entries.add(new Entry(table, rows, values));
    }
  }

  /** The sum of squares of all values, after rows are added up. */
  double squares(List<Parameter> tables, float scale) {
    double sum = 0;
    for (int t = 0; t < tables.size(); t++) {
      Tensor table = tables.get(t).tensor();
      RowGrad grad = of(t, table, scale).summed(table);
      for (float v : grad.parts().get(0).values().floats()) {
        sum += (double) v * v;
      }
    }
    return sum;
  }

  /** The gradient of a table's rows, every value times {@code scale}. */
  RowGrad of(int table, Tensor weights, float scale) {
    int width = weights.numel() / Math.max(1, weights.size(0));
    List<RowGrad.Part> parts = new ArrayList<>();
    for (Entry e : entries) {
      if (e.table == table) {
        float[] scaled = new float[e.values.length];
        for (int i = 0; i < scaled.length; i++) {
          scaled[i] = e.values[i] * scale;
        }
        parts.add(
            new RowGrad.Part(
                Tensor.of(e.rows, e.rows.length), Tensor.of(scaled, e.rows.length, width)));
      }
    }
    return new RowGrad(parts);
  }
}
