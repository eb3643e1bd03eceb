package dev.arrowmill.data;

import dev.arrowmill.tensor.DType;
import dev.arrowmill.tensor.Shape;
import dev.arrowmill.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lists of different lengths, one per row of a batch: all elements one after the other, and where
 * each row's begin. {@link #values} and {@link #starts} are what an {@code EmbeddingBag} takes. A
 * null list is an empty one. Treat it as read-only; then it is thread-safe.
 */
public final class Ragged {
  private final @Nullable DType dtype;
  private final Object values;
  private final int[] offsets;

  /** Internal: shares the arrays. */
  public Ragged(@Nullable DType dtype, Object values, int[] offsets) {
    this.dtype = dtype;
    this.values = values;
    this.offsets = offsets;
  }

  /** Number of lists. */
  public int rows() {
    return offsets.length - 1;
  }

  /** The length of a row's list. */
  public int length(int row) {
    return offsets[row + 1] - offsets[row];
  }

  /** The length of the longest list; 0 without rows. */
  public int longest() {
    int most = 0;
    for (int r = 0; r < rows(); r++) {
      most = Math.max(most, length(r));
    }
    return most;
  }

  /**
   * All elements, shape {@code [elements]}: float32 or int64.
   *
   * @throws IllegalStateException if they are text
   */
  public Tensor values() {
    return Tensor.wrap(number(), values, 0, Shape.of(offsets[rows()]));
  }

  private DType number() {
    if (dtype == null) {
      throw new IllegalStateException("ragged: the elements are text; use strings");
    }
    return dtype;
  }

  /**
   * All elements of lists of text; null where an element is null.
   *
   * @throws IllegalStateException if they are numbers
   */
  public @Nullable String[] strings() {
    if (dtype != null) {
      throw new IllegalStateException("ragged: the elements are " + dtype + "; use values");
    }
    return ((@Nullable String[]) values).clone();
  }

  /** Where each list begins in the elements, and at last their number: int64 {@code [rows + 1]}. */
  public Tensor offsets() {
    return Tensor.of(Arrays.stream(offsets).asLongStream().toArray());
  }

  /** Where each list begins in the elements: int64 {@code [rows]}. */
  public Tensor starts() {
    return Tensor.of(Arrays.stream(offsets, 0, rows()).asLongStream().toArray());
  }

  /** The lengths of the lists: int64 {@code [rows]}. */
  public Tensor lengths() {
    long[] out = new long[rows()];
    Arrays.setAll(out, this::length);
    return Tensor.of(out);
  }

  /**
   * The lists side by side, {@code [rows, length]}, shorter ones filled up.
   *
   * @param length at least {@link #longest}
   * @throws IllegalArgumentException if a list is longer; the message names its row
   */
  public Tensor padded(int length, double fill) {
    Object out = number().allocate(Math.multiplyExact(rows(), length));
    if (out instanceof long[] longs) {
      Arrays.fill(longs, (long) fill);
    } else {
      Arrays.fill((float[]) out, (float) fill);
    }
    copyRows(out, length);
    return Tensor.wrap(number(), out, 0, Shape.of(rows(), length));
  }

  /** As {@link #padded(int, double)} for text, row after row. */
  public @Nullable String[] paddedStrings(int length, String fill) {
    strings();
    @Nullable String[] out = new @Nullable String[Math.multiplyExact(rows(), length)];
    Arrays.fill(out, fill);
    copyRows(out, length);
    return out;
  }

  private void copyRows(Object out, int length) {
    for (int r = 0; r < rows(); r++) {
      if (length(r) > length) {
        throw new IllegalArgumentException(
            "ragged: row " + r + " has " + length(r) + " elements, padded to " + length);
      }
      System.arraycopy(values, offsets[r], out, r * length, length(r));
    }
  }

  /**
   * 1 where {@link #padded} has an element, 0 where it was filled: float32 {@code [rows, length]}.
   */
  public Tensor mask(int length) {
    float[] out = new float[Math.multiplyExact(rows(), length)];
    for (int r = 0; r < rows(); r++) {
      Arrays.fill(out, r * length, r * length + Math.min(length, length(r)), 1);
    }
    return Tensor.of(out, rows(), length);
  }

  @Override
  public String toString() {
    return "Ragged of " + rows() + " lists, " + offsets[rows()] + " elements";
  }
}
