package dev.arrowmill.model.train;

import dev.arrowmill.data.feature.Encoded;
import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Encoded training rows with target, weight and the hash of the raw row, row-major on the heap. It
 * grows by {@link #add} and travels as bytes. Not thread-safe.
 */
public final class RowBlock {
  private final int numericWidth;
  private final int categoricalWidth;
  private final int targetWidth;
  private int rows;
  private long[] hash;
  private float[] numeric;
  private int[] categorical;
  private float[] target;
  private float[] weight;
  private boolean[] held;

  /** An empty block for rows of such widths. */
  public RowBlock(int numericWidth, int categoricalWidth, int targetWidth, int capacity) {
    this.numericWidth = numericWidth;
    this.categoricalWidth = categoricalWidth;
    this.targetWidth = targetWidth;
    this.hash = new long[capacity];
    this.numeric = new float[capacity * numericWidth];
    this.categorical = new int[capacity * categoricalWidth];
    this.target = new float[capacity * targetWidth];
    this.weight = new float[capacity];
    this.held = new boolean[capacity];
  }

  /**
   * Appends row {@code row} of {@code from}.
   *
   * @param targets the batch's targets, row-major [rows, targetWidth]
   * @param forValidation whether the row is held out
   */
  public void add(
      Encoded from,
      int row,
      float[] targets,
      float rowWeight,
      long rowHash,
      boolean forValidation) {
    ensure(rows + 1);
    copy(from.numeric(), row, numeric, numericWidth);
    System.arraycopy(
        from.categorical(),
        row * categoricalWidth,
        categorical,
        rows * categoricalWidth,
        categoricalWidth);
    copy(targets, row, target, targetWidth);
    weight[rows] = rowWeight;
    hash[rows] = rowHash;
    held[rows] = forValidation;
    rows++;
  }

  private void copy(float[] from, int row, float[] to, int width) {
    System.arraycopy(from, row * width, to, rows * width, width);
  }

  private void add(RowBlock from, int row) {
    ensure(rows + 1);
    copy(from.numeric, row, numeric, numericWidth);
    System.arraycopy(
        from.categorical,
        row * categoricalWidth,
        categorical,
        rows * categoricalWidth,
        categoricalWidth);
    copy(from.target, row, target, targetWidth);
    weight[rows] = from.weight[row];
    hash[rows] = from.hash[row];
    held[rows] = from.held[row];
    rows++;
  }

  private void ensure(int wanted) {
    if (wanted <= hash.length) {
      return;
    }
    int capacity = Math.max(wanted, Math.max(16, hash.length + (hash.length >> 1)));
    hash = Arrays.copyOf(hash, capacity);
    numeric = Arrays.copyOf(numeric, Math.multiplyExact(capacity, numericWidth));
    categorical = Arrays.copyOf(categorical, Math.multiplyExact(capacity, categoricalWidth));
    target = Arrays.copyOf(target, Math.multiplyExact(capacity, targetWidth));
    weight = Arrays.copyOf(weight, capacity);
    held = Arrays.copyOf(held, capacity);
  }

  public int rows() {
    return rows;
  }

  public int numericWidth() {
    return numericWidth;
  }

  public int categoricalWidth() {
    return categoricalWidth;
  }

  /** The number of targets per row. */
  public int targetWidth() {
    return targetWidth;
  }

  /** Whether a row is held out for validation. */
  public boolean held(int row) {
    return held[row];
  }

  public long hash(int row) {
    return hash[row];
  }

  /** The encoded numbers, float32 [rows, numericWidth], NaN where missing; shares memory. */
  public Tensor numeric() {
    return Tensor.wrap(DType.FLOAT32, numeric, 0, Shape.of(rows, numericWidth));
  }

  /** The codes, int32 [rows, categoricalWidth]; shares memory. */
  public Tensor categorical() {
    return Tensor.wrap(DType.INT32, categorical, 0, Shape.of(rows, categoricalWidth));
  }

  /** The training targets, float32 [rows, targetWidth]; shares memory. */
  public Tensor target() {
    return Tensor.wrap(DType.FLOAT32, target, 0, Shape.of(rows, targetWidth));
  }

  /** The row weights, float32 [rows]; shares memory. */
  public Tensor weight() {
    return Tensor.wrap(DType.FLOAT32, weight, 0, Shape.of(rows));
  }

  /** The rows of all blocks, ordered by hash, so that the order they arrived in is forgotten. */
  public static RowBlock sorted(List<RowBlock> blocks, RowBlock empty) {
    int total = blocks.stream().mapToInt(RowBlock::rows).sum();
    RowBlock all = empty.empty(total);
    for (RowBlock b : blocks) {
      for (int r = 0; r < b.rows; r++) {
        all.add(b, r);
      }
    }
    Integer[] order = new Integer[total];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, all::compare);
    return all.select(Arrays.stream(order).mapToInt(Integer::intValue).toArray());
  }

  /** By hash; equal rows by weight, so that their order does not depend on who came first. */
  private int compare(int a, int b) {
    int byHash = Long.compareUnsigned(hash[a], hash[b]);
    return byHash != 0 ? byHash : Float.compare(weight[a], weight[b]);
  }

  /** Appends rows {@code from} to {@code to} of a block of the same widths. */
  void addAll(RowBlock from, int start, int end) {
    for (int r = start; r < end; r++) {
      add(from, r);
    }
  }

  /** Rows {@code start} to {@code end} as a new block. */
  RowBlock range(int start, int end) {
    RowBlock out = empty(end - start);
    out.addAll(this, start, end);
    return out;
  }

  /** Bytes of the rows' values. */
  long bytes() {
    return (long) rows * (9 + 4L * (numericWidth + categoricalWidth + targetWidth + 1));
  }

  /** A block without rows, of the same widths. */
  RowBlock empty(int capacity) {
    return new RowBlock(numericWidth, categoricalWidth, targetWidth, capacity);
  }

  /** A new block of the given rows, in the given order. */
  public RowBlock select(int[] order) {
    RowBlock out = empty(order.length);
    for (int r : order) {
      out.add(this, r);
    }
    return out;
  }

  /** A compact binary form, for sending between JVMs of one version. */
  public byte[] toBytes() {
    int perRow = 9 + 4 * (numericWidth + categoricalWidth + targetWidth + 1);
    ByteBuffer out =
        ByteBuffer.allocate(Math.addExact(4, Math.multiplyExact(rows, perRow)))
            .order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(rows);
    out.asLongBuffer().put(hash, 0, rows);
    out.position(out.position() + 8 * rows);
    putFloats(out, numeric, rows * numericWidth);
    out.asIntBuffer().put(categorical, 0, rows * categoricalWidth);
    out.position(out.position() + 4 * rows * categoricalWidth);
    putFloats(out, target, rows * targetWidth);
    putFloats(out, weight, rows);
    for (int r = 0; r < rows; r++) {
      out.put((byte) (held[r] ? 1 : 0));
    }
    return out.array();
  }

  private static void putFloats(ByteBuffer out, float[] values, int n) {
    out.asFloatBuffer().put(values, 0, n);
    out.position(out.position() + 4 * n);
  }

  /** The inverse of {@link #toBytes} for the widths of this block. */
  public RowBlock read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int n = in.getInt();
    RowBlock block = empty(n);
    block.rows = n;
    in.asLongBuffer().get(block.hash);
    in.position(in.position() + 8 * n);
    getFloats(in, block.numeric);
    in.asIntBuffer().get(block.categorical);
    in.position(in.position() + 4 * n * categoricalWidth);
    getFloats(in, block.target);
    getFloats(in, block.weight);
    for (int r = 0; r < n; r++) {
      block.held[r] = in.get() != 0;
    }
    return block;
  }

  private static void getFloats(ByteBuffer in, float[] values) {
    in.asFloatBuffer().get(values);
    in.position(in.position() + 4 * values.length);
  }
}
